# Run `make` to list all targets.
.DEFAULT_GOAL := help
.PHONY: help demo test fuzz build bench install uninstall docs cards format lint clean prepare

SWIFT ?= swift
PREFIX ?= /usr/local
DEMO_PROMPT ?= a long blue dress with floral patterns
DEMO_FOLDER ?= designs/demo
FUZZ_SECONDS ?= 3
RELEASE = -c release
program = $$($(SWIFT) build $(RELEASE) --show-bin-path)/quartet
places = Package.swift Sources Tests
documentation = .build/docs
libraries = $(shell awk -F'"' '/[.]library/ { print $$2 }' Package.swift)

help:
	@echo 'make demo        install missing packages, build, and draw "$(DEMO_PROMPT)"'
	@echo 'make test        install missing packages, build, and run all tests'
	@echo 'make fuzz        feed every reader of files with mutated ones for FUZZ_SECONDS ($(FUZZ_SECONDS))'
	@echo 'make install     install the program, its weights and catalogs under PREFIX ($(PREFIX))'
	@echo 'make uninstall   remove them'
	@echo 'make build       build the program'
	@echo 'make bench       build quartet-bench, which measures the engine'
	@echo 'make docs        build the documentation of the libraries in $(documentation)'
	@echo 'make cards       write the model cards of the weights'
	@echo 'make format      format the sources'
	@echo 'make lint        check the format of the sources'
	@echo 'make clean       remove build products'

prepare:
	@SWIFT='$(SWIFT)' scripts/check-swift
	@scripts/install-packages

build: prepare
	@$(SWIFT) build $(RELEASE) --product quartet

bench: prepare
	@$(SWIFT) build $(RELEASE) --product quartet-bench

demo: build
	@$(program) design "$(DEMO_PROMPT)" --out "$(DEMO_FOLDER)"
	@echo
	@echo "The pictures are in $(DEMO_FOLDER)/; open $(DEMO_FOLDER)/designs.png first."

test: prepare
	@scripts/fetch-models
# Tests use no testable imports, so they share the compiled program.
	@scripts/run-tests $(SWIFT) test $(RELEASE) --disable-testable-imports

fuzz: prepare
	@SWIFT='$(SWIFT)' Benchmarks/fuzz all --seconds $(FUZZ_SECONDS)

install: build
	@PREFIX='$(DESTDIR)$(PREFIX)' PROGRAM="$(program)" scripts/install-program

uninstall:
	@PREFIX='$(DESTDIR)$(PREFIX)' scripts/install-program --remove

# Figures come from the weights and from the evaluation beside the notes, where there is one.
cards: build
	@for name in digits fabric molecules support-cues support-encoder support-pairs support-search support-shop traffic-nsl-kdd traffic-zeek-conn; do \
		notes="weights/notes/$$name"; measured=; \
		if [ -f "$$notes.evaluation.json" ]; then measured="--evaluation $$notes.evaluation.json"; fi; \
		$(program) card "weights/$$name.safetensors" --notes "$$notes.md" $$measured --out "weights/$$name.md" \
			|| exit 1; \
	done

docs: prepare
	@QUARTET_DOCUMENTATION=1 $(SWIFT) package --allow-writing-to-directory $(documentation) \
	    generate-documentation $(libraries:%=--target %) --enable-experimental-combined-documentation \
	    --transform-for-static-hosting --diagnostic-filter error --output-path $(documentation)

format:
	@$(SWIFT) format -i -r $(places)

lint:
	@$(SWIFT) format lint --strict -r $(places)

clean:
	@$(SWIFT) package clean
