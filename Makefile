# make demo   see supamap work on the reference application
# make test   everything CI checks of the code
SHELL = /bin/sh
VENV = .venv
BIN = $(VENV)/bin

.DEFAULT_GOAL = help
.PHONY: help ready demo test lint types contracts unit format requirements typecheck-fixture accuracy clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sort | awk -F ':.*## ' '{ printf "  make %-20s %s\n", $$1, $$2 }'

ready: ## .venv with the pinned requirements and supamap itself
	@.ci/environment $(VENV)

demo: ready ## run the main job on fixtures/studio and show what happened
	@.ci/demo $(BIN)/supamap

test: lint types contracts unit ## lint, types, contracts between the layers, tests

lint: ready
	@echo "== ruff"
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: ready
	@echo "== mypy"
	@$(BIN)/mypy

contracts: ready
	@echo "== lint-imports"
	@$(BIN)/lint-imports

unit: ready
	@echo "== pytest"
	@$(BIN)/pytest

format: ready ## mend what ruff can mend
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

requirements: ready ## compile requirements-dev.txt anew (UPGRADE=1 takes the newest versions)
	@.ci/requirements $(VENV) $(UPGRADE)

typecheck-fixture: ## type-check fixtures/studio with tsc (needs npm)
	@command -v npm >/dev/null || { echo "error: npm is needed to type-check the fixture" >&2; exit 1; }
	cd fixtures/studio && npm install --no-audit --no-fund --no-package-lock && npm run typecheck

accuracy: ready ## measure against truth files: TREES="folder…" TRUTH="folder…" (docs/accuracy.md)
	@test -n "$(TREES)" && test -n "$(TRUTH)" || { echo "error: say TREES=… TRUTH=…" >&2; exit 1; }
	@$(BIN)/python tests/benchmarks/accuracy.py --trees $(TREES) --truth $(TRUTH) $(if $(DETAILS),--details $(DETAILS))

clean: ## remove what make created
	rm -rf $(VENV) .demo dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
