#!/usr/bin/env bash
# Kills servers, restarts PostgreSQL and cuts connections under load, then checks every row: ./chaos.sh [--kills N] [--seconds S] [--seed X]
. "$(dirname "${BASH_SOURCE[0]}")/scripts/lib.sh"
setup
dotnet build tests/QmsWorkflow.Chaos -c Release -v quiet --nologo
exec dotnet artifacts/bin/QmsWorkflow.Chaos/release/QmsWorkflow.Chaos.dll "$@"
