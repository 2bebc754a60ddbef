#!/usr/bin/env bash
# Spoils Word files and reads them: ./fuzz.sh [cases] [seed]. Every case must be read or refused with a reason, nothing else.
. "$(dirname "${BASH_SOURCE[0]}")/scripts/lib.sh"
require_tools
dotnet build tests/QmsWorkflow.Documents.Tests -c Release -v quiet --nologo -nodeReuse:false
QMS_FUZZ_CASES=${1:-100000} QMS_FUZZ_SEED=${2:-1} exec dotnet artifacts/bin/QmsWorkflow.Documents.Tests/release/QmsWorkflow.Documents.Tests.dll --filter-class '*FuzzTests' --no-progress --no-ansi
