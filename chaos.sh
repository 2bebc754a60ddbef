#!/usr/bin/env bash
# Kills servers, restarts PostgreSQL, cuts connections and moves the clock under load, then checks every row: ./chaos.sh [--kills N] [--seconds S] [--seed X]
# The full run: ./chaos.sh --kills 500 --seconds 2400 --seed 1
. "$(dirname "${BASH_SOURCE[0]}")/scripts/lib.sh"
setup
dotnet build tests/QmsWorkflow.Chaos -c Release -v quiet --nologo
exec dotnet artifacts/bin/QmsWorkflow.Chaos/release/QmsWorkflow.Chaos.dll "$@"
