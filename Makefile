# make run and make test are all the set-up there is: both install what is missing first.
.POSIX:
.PHONY: run test deps build install dist bench lint dag sanitize examples docs help

SWIFT = swift
RECIPE = samples/shapes-ssd.yaml
BENCH =
PREFIX = /usr/local
# Libraries that lie in lib/plateau beside the program's folder, as in the tarball of `make dist`, come first; those that
# they need themselves are found there, too.
# Swift's runtime is linked in where the toolchain has it for that: the program starts faster, and runs where there is
# no Swift. Nothing calls the program's functions from outside, so none is exported.
RELEASE = -c release -Xlinker -rpath -Xlinker '$$ORIGIN/../lib/plateau' -Xlinker --disable-new-dtags -Xlinker --no-export-dynamic $$(test -d "$$(dirname "$$(readlink -f "$$(command -v $(SWIFT))")")/../lib/swift_static" && \
	echo --static-swift-stdlib)
HEADERS = /usr/include/ncurses.h /usr/include/dnnl.h /usr/include/zlib.h \
	/usr/include/jpeglib.h /usr/include/png.h /usr/include/sqlite3.h /usr/include/expat.h /usr/include/yaml.h

help:
	@echo 'make run     build and train $(RECIPE) in the dashboard (RECIPE=… for another)'
	@echo 'make test    build and run all tests'
	@echo 'make build   the release binary: .build/release/plateau'
	@echo 'make install PREFIX=…   the release binary with themes, samples and completions'
	@echo 'make dist    a tarball and a Debian package for machines without Swift, in .build/dist'
	@echo 'make bench   timings; BENCH=--peers installs PyTorch and Keras and compares with them'
	@echo 'make lint    formatting and the rules of CONTRIBUTING.md'
	@echo 'make dag     every import is declared in Package.swift'
	@echo 'make examples   programs that use the libraries from outside, built and run'
	@echo 'make docs    the libraries'"'"' documentation, in .build/documentation'
	@echo 'make sanitize   tests under AddressSanitizer, UBSan and ThreadSanitizer (half an hour)'
	@echo 'make deps    the Debian packages that are missing'

run: build
	@exec .build/release/plateau train $(RECIPE)

build: deps
	$(SWIFT) build $(RELEASE) --product plateau

install: build
	scripts/install.sh .build/release/plateau '$(PREFIX)'

dist: build
	scripts/dist.sh .build/release/plateau .build/dist

test: deps
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

bench: deps
	$(SWIFT) build $(RELEASE) --product plateau
	$(SWIFT) build $(RELEASE) --product plateau-bench
	.build/release/plateau-bench $(BENCH)

lint:
	$(SWIFT) format lint --strict --parallel -r Sources Tests Examples/Sources scripts Package.swift Examples/Package.swift

dag: deps
	$(SWIFT) build --explicit-target-dependency-import-check error

sanitize: deps
	.ci/sanitize

examples: deps
	.ci/examples

docs: deps
	.ci/docs

# libcurl is loaded by the program when it is needed: it has no header to look for.
deps:
	@for header in $(HEADERS); do test -e $$header || missing=1; done; \
	/sbin/ldconfig -p | grep -q 'libcurl.*\.so\.4' || missing=1; \
	test -z "$$missing" || .ci/install-packages
