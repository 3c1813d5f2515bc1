#!/usr/bin/env bash
# The steps of action.yml. What comes from a workflow comes in variables, so that no text of a stranger becomes a command.
#
#   bash release/action.sh install    RUNNER_FOLDER, RELEASES
#   bash release/action.sh run        RUNNER_FOLDER, COMMAND, ROOT, BASE_URL; for diff RANGE, or BASE, the commit that a pull request goes to
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/read.sh"
bin="${RUNNER_FOLDER:?}/innovation-atlas-$version"

case "${1:-}" in
    install)
        export ATLAS_BIN="$bin"
        if [ -n "${RELEASES:-}" ]; then
            export ATLAS_RELEASES="$RELEASES"
        else
            # Of its own releases it asks who built them. A mirror answers for its files itself.
            export ATLAS_VERIFY=attestation
        fi
        script="$RUNNER_FOLDER/install.sh"
        sed -e "s|@REPOSITORY@|$repository|" -e "s|@VERSION@|$version|" "$here/release/install.sh" >"$script"
        sh "$script"
        ;;
    run)
        root="${ROOT:-.}"
        case "${COMMAND:-}" in
            check | build | publish | diff | due) ;;
            *) echo "command: check, build, publish, diff or due, and not ${COMMAND:-nothing}" >&2; exit 2 ;;
        esac
        if [ "$COMMAND" = diff ]; then
            range="${RANGE:-${BASE:+$BASE...HEAD}}"
            if [ -z "$range" ]; then echo "diff: there is no pull request; name a range" >&2; exit 2; fi
            comment="$RUNNER_FOLDER/atlas-changes.md"
            "$bin/atlas" diff --root "$root" --md -- "$range" >"$comment"
            if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$comment" >>"$GITHUB_STEP_SUMMARY"; fi
            echo "comment=$comment" >>"$GITHUB_OUTPUT"
            exit 0
        fi
        if [ "$COMMAND" = due ]; then
            report="$RUNNER_FOLDER/atlas-due.md"
            overdue=false
            # 1: something is overdue. Anything else is a mistake of the command.
            "$bin/atlas" due --root "$root" --md --fail-overdue >"$report" || { [ $? = 1 ] && overdue=true; }
            if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$report" >>"$GITHUB_STEP_SUMMARY"; fi
            { echo "comment=$report"; echo "overdue=$overdue"; } >>"$GITHUB_OUTPUT"
            exit 0
        fi
        "$bin/atlas" check --root "$root" --format github
        if [ "$COMMAND" = check ]; then exit 0; fi
        address=()
        if [ -n "${BASE_URL:-}" ]; then address=(--base-url "$BASE_URL"); fi
        "$bin/atlas" build --root "$root" ${address[@]+"${address[@]}"}
        echo "folder=$root/public" >>"$GITHUB_OUTPUT"
        ;;
    *) echo "install or run" >&2; exit 2 ;;
esac
