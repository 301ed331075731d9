"""Checks a JSON value against a JSON Schema, of which it knows the keywords that our schema uses."""

TYPES = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None),
}
KNOWN = {
    "$ref", "$schema", "$defs", "$id", "title", "description", "type", "properties", "required",
    "enum", "const", "items", "oneOf", "anyOf", "minimum", "additionalProperties", "default",
    "examples",
}


def faults(value, schema, root, path="$"):
    """The faults of a value, each with its path."""
    unknown = set(schema) - KNOWN
    if unknown:
        return ["the schema uses %s, which is not checked" % ", ".join(sorted(unknown))]
    if "$ref" in schema:
        target = root
        for part in schema["$ref"].lstrip("#/").split("/"):
            target = target[part]
        return faults(value, target, root, path)
    found = []
    if "type" in schema and not _has_type(value, schema["type"]):
        return ["%s: %r is not %s" % (path, value, schema["type"])]
    if "enum" in schema and value not in schema["enum"]:
        found.append("%s: %r is none of %s" % (path, value, schema["enum"]))
    if "const" in schema and value != schema["const"]:
        found.append("%s: %r is not %r" % (path, value, schema["const"]))
    if "minimum" in schema and isinstance(value, (int, float)) and value < schema["minimum"]:
        found.append("%s: %r is below %r" % (path, value, schema["minimum"]))
    for keyword, fits in (("anyOf", lambda n: n >= 1), ("oneOf", lambda n: n == 1)):
        if keyword in schema:
            tries = [faults(value, one, root, path) for one in schema[keyword]]
            if not fits(sum(not one for one in tries)):
                found.append("%s: no case fits: %s" % (path, min(tries, key=len)))
    if isinstance(value, dict):
        found += _object_faults(value, schema, root, path)
    if isinstance(value, list) and "items" in schema:
        for index, one in enumerate(value):
            found += faults(one, schema["items"], root, "%s[%d]" % (path, index))
    return found


def _object_faults(value, schema, root, path):
    found = ["%s: no %s" % (path, name) for name in schema.get("required", ()) if name not in value]
    properties = schema.get("properties", {})
    for name, one in value.items():
        if name in properties:
            found += faults(one, properties[name], root, "%s.%s" % (path, name))
        elif isinstance(schema.get("additionalProperties"), dict):
            found += faults(one, schema["additionalProperties"], root, "%s.%s" % (path, name))
    return found


def _has_type(value, types):
    for name in types if isinstance(types, list) else [types]:
        if name == "integer":
            if isinstance(value, int) and not isinstance(value, bool):
                return True
        elif name == "number":
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                return True
        elif isinstance(value, TYPES[name]):
            return True
    return False
