# One word each: setup, run, test. `run` and `test` do the set-up themselves.

.PHONY: help setup run check test coverage fuzz fuzz-guided kills soak audit bench package package-test guide pictures translations lock accessibility clean

help:
	@echo "make run          open LeadDesk in practice mode: no accounts, nothing kept"
	@echo "make test         format, lint, imports, types, tests"
	@echo "make setup        prepare .venv and leave .venv/bin/leaddesk"
	@echo "make check        format, lint, imports, types"
	@echo "make coverage     the tests of domain and vendors, and that no branch of them is missed"
	@echo "make fuzz         odd answers for every decoder (COUNT=1000000 SECONDS=3600 SEED=1)"
	@echo "make fuzz-guided  the same led by what each answer reaches, where atheris installs (SECONDS=3600 DECODER= SEED=1)"
	@echo "make kills        kill LeadDesk in the middle and start it again (COUNT=500 SECONDS=3600 SEED=1)"
	@echo "make soak         a long day against a faulty vendor, and what is held all the while (MINUTES=20 SEED=1)"
	@echo "make audit        pinned hashes, known vulnerabilities, licences, the list of all parts (build/sbom.cdx.json)"
	@echo "make bench        start-up, sending, a history of a million, against plain tools (ROWS=20000 for a short one; WRITE=FILE)"
	@echo "make package      the program in a folder, its archive, and this system's packages of it (dist)"
	@echo "make package-test try the packaged program: its commands, the main job in its window, every screen"
	@echo "make guide        the guide as web pages and as a PDF (build/guide)"
	@echo "make accessibility  walk every place and dialog by keyboard, as a screen reader finds them (QUICK=1: the main jobs)"
	@echo "make pictures     take the tour and make the gallery of every screen in every look anew (README's pictures too)"
	@echo "make translations  every text for translators, and two made-up languages (build/translations; LANGUAGE_NAME=de)"
	@echo "make lock         write the locks anew (UPGRADE=1 takes the newest versions)"
	@echo "make clean        remove .venv and everything tools left behind"

setup:
	@sh packaging/setup.sh

run: setup
	@sh packaging/run.sh

check: setup
	@sh packaging/check.sh

PYTEST = pytest --numprocesses auto --dist worksteal

test: check
	@QT_QPA_PLATFORM=offscreen .venv/bin/$(PYTEST)

coverage: setup
	@.venv/bin/coverage erase
	@QT_QPA_PLATFORM=offscreen .venv/bin/coverage run -m $(PYTEST) tests/domain tests/vendors
	@.venv/bin/coverage combine --quiet
	@.venv/bin/coverage report

package: setup
	@PYTHONPATH=packaging .venv/bin/python -m package

package-test: setup
	@PYTHONPATH=packaging .venv/bin/python -m smoke $(if $(FOLDER),"$(FOLDER)")

guide: setup
	@.venv/bin/leaddesk guide --html build/guide --pdf build/guide/LeadDesk-guide.pdf

accessibility: setup
	@PYTHONPATH=packaging .venv/bin/python -m accessibility $(if $(QUICK),--quick)

pictures: setup
	@sh packaging/pictures.sh

translations: setup
	@PYTHONPATH=packaging .venv/bin/python -m translations $(if $(LANGUAGE_NAME),--language $(LANGUAGE_NAME))

fuzz: setup
	@.venv/bin/python packaging/fuzz.py $(if $(COUNT),--count $(COUNT)) $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED))

fuzz-guided: setup
	@.venv/bin/python packaging/fuzz_guided.py $(if $(SECONDS),--seconds $(SECONDS)) $(if $(DECODER),--decoder "$(DECODER)") $(if $(SEED),--seed $(SEED))

kills: setup
	@.venv/bin/python packaging/kills.py $(if $(COUNT),--count $(COUNT)) $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED))

soak: setup
	@PYTHONPATH=packaging .venv/bin/python -m soak $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))

audit: setup
	@PYTHONPATH=packaging .venv/bin/python -m audit

bench: setup
	@PYTHONPATH=packaging .venv/bin/python -m bench $(if $(ROWS),--rows $(ROWS)) $(if $(WRITE),--write "$(WRITE)")

lock: setup
	@sh packaging/lock.sh

clean:
	@rm -rf .venv build dist tour-pictures .coverage* .*_cache .hypothesis
	@find leaddesk packaging tests -name __pycache__ -prune -exec rm -rf {} +
