# Each target can be read and run by hand. PYTHON: the interpreter of your virtual environment.
PYTHON ?= .venv/bin/python

.PHONY: check test lint lint-systems marks bench sample pictures manual knowledge locale fuzz \
  cases suites lock newest lowest slow binary binary-check

SECONDS ?= 60

check: lint test

lint:
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -c "from importlinter.cli import lint_imports_command as lint; lint()"

# What other systems lack is an unknown attribute to mypy there (docs/systems.md).
lint-systems:
	for system in win32 darwin; do \
	  $(PYTHON) -m mypy --platform $$system --cache-dir .mypy_cache/$$system \
	    -p inspector -p fixtures -p tools -p bench || exit 1; done

test:
	$(PYTHON) -m pytest -q -n auto

slow:
	$(PYTHON) -m pytest -q -n auto -m slow

# The five below need no .venv: BASE, an interpreter with pip and venv, makes one in .venvs.
BASE ?= python3
PYPI = --no-config --default-index https://pypi.org/simple

# uv.lock: the newest release of everything that pyproject.toml allows, for every Python and
# system. constraints.txt: the same for pip.
lock:
	$(BASE) -m venv --clear .venvs/lock
	.venvs/lock/bin/python -m pip install --quiet uv
	.venvs/lock/bin/uv lock $(PYPI) --upgrade
	{ echo '# Made from uv.lock by `make lock`, for `pip install -c constraints.txt`.'; \
	  .venvs/lock/bin/uv export $(PYPI) --frozen --quiet --all-extras --no-hashes \
	  --no-emit-project --no-annotate --no-header; } > constraints.txt

# The tests with the newest releases that pyproject.toml allows, whatever is locked.
newest:
	$(BASE) -m venv --clear .venvs/newest
	.venvs/newest/bin/python -m pip install --quiet -e '.[test]'
	.venvs/newest/bin/python -m pytest -q -n auto

# The tests with the oldest releases that pyproject.toml allows.
lowest:
	$(BASE) -m venv --clear .venvs/lowest
	.venvs/lowest/bin/python -m pip install --quiet uv
	.venvs/lowest/bin/uv pip install $(PYPI) --quiet --python .venvs/lowest/bin/python \
	  --resolution lowest-direct -e '.[test]'
	.venvs/lowest/bin/python -m pytest -q -n auto

# The program for those who have no Python, as a folder and as one file, in dist/binary
# (docs/binaries.md), and whether both do what the program does. BASE: the Python that goes with it.
binary:
	$(BASE) -m tools.binary.build

binary-check:
	$(BASE) -m tools.binary.check

marks:
	$(PYTHON) -m tools.marks

bench:
	$(PYTHON) -m bench

pictures:
	$(PYTHON) -m tools.pictures

manual:
	$(PYTHON) -m tools.manual

knowledge:
	$(PYTHON) -m tools.knowledge

locale:
	$(PYTHON) -m tools.locale

fuzz:
	for target in archive table html policy diff records; do \
	  $(PYTHON) -m tests.fuzz $$target --seconds $(SECONDS) || found=1; done; \
	  exit $${found:-0}

cases:
	$(PYTHON) -m tests.cases

# Public test data that lies on this machine; nothing is fetched (docs/hostile-input.md). As in
# make suites POLLOCK=Pollock/polluted_files CSV="csv-spectrum other" ENCODINGS=chardet/tests ZIP=go
suites:
	$(PYTHON) -m tests.suites $(foreach one,$(POLLOCK),--pollock $(one)) \
	  $(foreach one,$(CSV),--csv $(one)) $(foreach one,$(ENCODINGS),--encodings $(one)) \
	  $(foreach one,$(ZIP),--zip $(one)) $(if $(NAMES),--names)

sample:
	$(PYTHON) -m fixtures sample

# docs/ and the rest as static pages in dist/site (CONTRIBUTING.md says more). site-pages needs no
# network; site-check needs Chromium or Chrome, and looks at accessibility where AXE_CORE is set.
.PHONY: site site-venv site-pages site-check

site: site-venv site-pages

site-venv:
	$(BASE) -m venv --clear .venvs/site
	.venvs/site/bin/python -m pip install --quiet -c constraints.txt -e '.[site]'

site-pages:
	.venvs/site/bin/python -m tools.site

site-check:
	.venvs/site/bin/python -m tools.site.check

.PHONY: dist bare sbom notes tag sums

# What is released, in dist/release: wheel and sdist (the same bytes from the same commit)…
RELEASE = dist/release
TOOLS = .venvs/release/bin
dist:
	$(BASE) -m venv --clear .venvs/release
	$(TOOLS)/python -m pip install --quiet -c constraints.txt build check-wheel-contents \
	  cyclonedx-bom twine
	rm -rf $(RELEASE)
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(TOOLS)/python -m build --outdir $(RELEASE) .
	$(TOOLS)/check-wheel-contents $(RELEASE)/*.whl
	$(TOOLS)/twine check --strict $(RELEASE)/*

# … the wheel in an environment that holds nothing else, not even pip…
BARE = .venvs/bare/bin
bare:
	$(BASE) -m venv --clear --without-pip .venvs/bare
	$(TOOLS)/python -m pip --python $(BARE)/python install --quiet -c constraints.txt \
	  $(RELEASE)/*.whl
	$(TOOLS)/python -m pip --python $(BARE)/python check
	$(BARE)/python -I -c 'import inspector; print(inspector.__version__, *inspector.__all__)'
	$(BARE)/inspect --version
	$(BARE)/linkedin-inspect demo --json >.venvs/bare/demo.json

# … what is in that environment, by CycloneDX, which reads no version from a module…
VERSION = $$($(BARE)/python -I -c 'import inspector; print(inspector.__version__)')
sbom:
	sed "s/^dynamic = .*/version = \"$(VERSION)\"/" pyproject.toml >.venvs/bare/pyproject.toml
	$(TOOLS)/cyclonedx-py environment --pyproject .venvs/bare/pyproject.toml \
	  --output-reproducible \
	  --output-file $(RELEASE)/sbom.cdx.json $(BARE)/python

# … what the changelog says of it, and whether a tag is its version…
notes:
	awk -v at="## $(VERSION)" 'index($$0, "## ") == 1 { mine = index($$0, at " ") == 1; next } mine' \
	  CHANGELOG.md >dist/notes.md
	grep -q '^- ' dist/notes.md

tag:
	test "$(TAG)" = "v$(VERSION)"

# … and the checksums, of which the attestations speak.
sums:
	cd $(RELEASE) && sha256sum $$(ls | grep -v SHA256SUMS) >SHA256SUMS
