# Thin: what each command does stands in tools/, in Python, so that it can be read and tested.
PYTHON ?= python3
VENV = .venv/bin

.PHONY: help run test install check bench lock format clean

help:
	@echo "make run      install what is missing and start the portal (PORT=8010 make run for another port)"
	@echo "make test     install what is missing and run the tests"
	@echo "make install  only .venv/ and the typeface of the papers"
	@echo "make check    format, lint, types, import contracts, templates, migrations, deployment"
	@echo "make bench    the benchmarks"
	@echo "make lock     pin the packages of requirements*.in anew (needs uv)"
	@echo "make format   put code and templates into house form"
	@echo "make clean    remove caches and reports; data and .venv/ stay"

run test install check bench:
	@$(PYTHON) -m tools.portal $@

# The lock begins with the reasons of requirements.in, so that they stand beside what they explain.
lock:
	for list in requirements requirements-dev; do \
		uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header \
			--upgrade --quiet -o $$list.txt $$list.in && \
		{ sed 's/^\([^#]\)/# \1/' $$list.in; echo; cat $$list.txt; } > $$list.lock && mv $$list.lock $$list.txt; \
	done

format: install
	$(VENV)/ruff check --fix --quiet .
	$(VENV)/ruff format --quiet .
	$(VENV)/djlint --reformat --quiet templates

clean:
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache var/reports
