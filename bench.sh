#!/usr/bin/env bash
# Measures against baselines of the same run: ./bench.sh engine [--quick] [durable] [memory] [growth], ./bench.sh documents [--quick] [fill] [pdf], ./bench.sh measure [--quick] [import] [evaluate] [scorecard].
. "$(dirname "${BASH_SOURCE[0]}")/scripts/lib.sh"
setup
[ "${1:-}" != documents ] || npm ci --prefix bench/documents --no-progress --loglevel=error >&2
dotnet build bench/QmsWorkflow.Bench -c Release -v quiet --nologo -nodeReuse:false
exec dotnet artifacts/bin/QmsWorkflow.Bench/release/QmsWorkflow.Bench.dll "$@"
