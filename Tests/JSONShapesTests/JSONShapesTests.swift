import JSONShapes
import JSONText
import Testing

@Suite struct JSONShapesTests {
  private func python(_ text: String) -> String? {
    PythonLiteral(Array(text.utf8)[...])?.value.text
  }

  @Test(
    "Python's notation becomes JSON",
    arguments: [
      ("{'a': [1, 2.5, None]}", #"{"a":[1,2.5,null]}"#),
      ("{'a': [np.float32(0.5), numpy.float64(1e-3)]}", #"{"a":[0.5,0.001]}"#),
      ("h = {'a': (1., .5,), 'b': True}", #"{"a":[1.0,0.5],"b":true}"#),
      ("{'a': [nan, inf, -inf]}", #"{"a":["nan","inf","-inf"]}"#),
      ("defaultdict(<class 'list'>, {'a': [1]})", #"{"a":[1]}"#),
      ("OrderedDict([('a', [1, 2])])", #"{"a":[1,2]}"#),
      ("{'a': array([1, 2], dtype=float32)}", #"{"a":[1,2]}"#),
      ("{'a': [tensor(0.5, device='cuda:0')]}", #"{"a":[0.5]}"#),
      ("{1: {'it\\'s': \"x\"}}", #"{"1":{"it's":"x"}}"#),
      ("[<tf.Tensor: shape=(), dtype=float32, numpy=0.5>]", "[0.5]"),
      ("History: {'a': [1_000]}\n", #"{"a":[1000]}"#),
    ])
  func literals(text: String, json: String) {
    #expect(python(text).map { $0.filter { $0 != " " } } == json)
  }

  @Test(
    "Anything else is not Python's notation",
    arguments: [
      "", "{", "{'a'}: 1", "{'a': [1, 2", "{'a': 1}\n{'a': 2}", "Epoch 1: loss 0.5", "f(",
      "{'a': x}",
      "[[[[", "'\n'", "{'a': [1]} and more",
    ])
  func others(text: String) {
    #expect(python(text) == nil)
  }

  private func records(_ json: String) throws -> [String] {
    NestedCurves(try JSONParser.parse(json)).records.map { $0.text.filter { $0 != " " } }
  }

  @Test("Lists below the names of splits are columns")
  func columns() throws {
    #expect(
      try records(#"{"train": {"loss": [2, 1]}, "val": {"loss": [3]}, "config": {"lr": [1, 2]}}"#)
        == [
          #"{"epoch":1,"train/loss":2}"#, #"{"epoch":2,"train/loss":1}"#,
          #"{"epoch":2,"val/loss":3}"#,
        ])
    #expect(
      try records(#"{"test": {"step": [10, 20], "accuracy": [0.5, 0.6]}, "note": "x"}"#) == [
        #"{"step":10,"test/accuracy":0.5}"#, #"{"step":20,"test/accuracy":0.6}"#,
      ])
  }

  @Test("Lists of objects and objects named after epochs are records")
  func tables() throws {
    #expect(
      try records(#"{"args": {"loss": [1, 2]}, "log": [{"epoch": 1, "val": {"loss": 2}}]}"#)
        == [#"{"epoch":1,"val":{"loss":2}}"#])
    #expect(
      try records(#"{"epoch_1": {"acc": 0.5}, "epoch_2": {"acc": 0.6}}"#) == [
        #"{"epoch":1,"acc":0.5}"#, #"{"epoch":2,"acc":0.6}"#,
      ])
    #expect(
      try records(#"{"train": [{"epoch": 1, "loss": 2}], "valid": [{"epoch": 1, "loss": 3}]}"#)
        == [#"{"epoch":1,"train/loss":2}"#, #"{"epoch":1,"valid/loss":3}"#])
  }

  @Test("Lists of numbers, of pairs and of triples are curves")
  func lists() throws {
    #expect(try records("[3, 2]") == [#"{"step":1,"value":3}"#, #"{"step":2,"value":2}"#])
    #expect(try records(#"{"loss": [[5, 3], [10, 2]]}"#).last == #"{"step":10,"loss":2}"#)
    #expect(
      try records("[[1700000000, 0, 3], [1700000001, 1, 2]]").first
        == #"{"wall_time":1700000000,"step":0,"value":3}"#)
  }

  @Test("Settings and descriptions of images are not curves")
  func settings() throws {
    #expect(try records(#"{"config": {"loss": [1, 2]}, "mean": [0.4, 0.5]}"#).isEmpty)
    #expect(
      try records(#"{"images": [{"id": 1, "width": 2}], "annotations": [{"bbox": [1, 2, 3, 4]}]}"#)
        .isEmpty)
  }

  @Test("CatBoost's values get their names")
  func catBoost() throws {
    let json = """
      {"meta": {"learn_sets": ["learn"], "test_sets": ["test"], "learn_metrics": [{"name": "RMSE"}],
      "test_metrics": [{"name": "RMSE"}, {"name": "R2"}]}, "iterations": [{"learn": [3],
      "iteration": 0, "passed_time": 0.5, "test": [4, 0.1]}]}
      """
    let found = try #require(CatBoostCurves(try JSONParser.parse(json))?.records.first)
    #expect(found["test/R2"]?.double == 0.1)
    #expect(found["learn/RMSE"]?.double == 3)
    #expect(found["iteration"]?.int == 0)
    #expect(CatBoostCurves(.object([])) == nil)
  }

  @Test("A notebook gives the text of its cells")
  func notebook() throws {
    let json = """
      {"cells": [{"cell_type": "markdown", "source": []}, {"cell_type": "code", "outputs": [
      {"output_type": "stream", "text": ["a 1\\n", "a 2"]},
      {"output_type": "execute_result", "data": {"text/plain": "3"}}]}], "nbformat": 4}
      """
    let notebook = try #require(Notebook(try JSONParser.parse(json)))
    #expect(notebook.outputs.map(\.cell) == [2])
    #expect(
      notebook.outputs.first.map { String(decoding: $0.text, as: UTF8.self) } == "a 1\na 2\n3\n")
    #expect(Notebook.mayBegin(Array(json.utf8)))
    #expect(!Notebook.mayBegin(Array("{}".utf8)))
  }
}
