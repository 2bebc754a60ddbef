#!/usr/bin/env bash
# Measures the engine against baselines of the same run: ./bench.sh engine [--quick] [durable] [memory] [growth].
. "$(dirname "${BASH_SOURCE[0]}")/scripts/lib.sh"
setup
dotnet build bench/QmsWorkflow.Bench -c Release -v quiet --nologo -nodeReuse:false
exec dotnet artifacts/bin/QmsWorkflow.Bench/release/QmsWorkflow.Bench.dll "$@"
