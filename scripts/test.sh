#!/usr/bin/env bash
# Everything that must hold before a change lands; stops at the first step that fails.
set -euo pipefail
cd "$(dirname "$0")/.."

# The office's own settings have no say here.
DATABASE="${DATABASE_URL:-}"
unset DATABASE_URL GONGHUI_HOSTS GONGHUI_HTTPS GONGHUI_DEBUG GONGHUI_KEYS GONGHUI_STATIC GONGHUI_BACKUP_DIR
# Compiled once for the many processes of the tests.
unset PYTHONDONTWRITEBYTECODE
GONGHUI_HOME="$(mktemp -d)"
export GONGHUI_HOME
SAID="$(mktemp)"
trap 'rm -rf "$GONGHUI_HOME" "$SAID"' EXIT

step() { # heading, command …
    local heading="$1" started="$SECONDS"
    shift
    printf '\n== %s\n' "$heading"
    "$@" || {
        local code=$?
        printf -- '-- %s: FAILED after %d s\n' "$heading" "$((SECONDS - started))" >&2
        exit "$code"
    }
    printf -- '-- %s: %d s\n' "$heading" "$((SECONDS - started))"
}

# Plain: to word every assert for the case that it fails costs each process seconds; a test run alone says more.
PYTEST=(.venv/bin/python -m pytest -q -n 2 --dist loadfile --assert=plain)

system_packages() {
    local missing=()
    command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing+=(chromium-headless-shell)
    { command -v fc-list >/dev/null && fc-list :lang=zh family | grep -q .; } || missing+=(fonts-noto-cjk)
    [ "${#missing[@]}" -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "Missing: ${missing[*]}. Install them first: apt-get install ${missing[*]}" >&2
        return 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq || return 1
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || return 1
}

there() { # the process that fetches the packages
    wait "$1" || { cat "$SAID" >&2 && return 1; }
}

on_postgres() {
    local files # the others need not be read
    mapfile -t files < <(grep -rl --include='test_*.py' 'mark\.postgres' gonghui tests | sort -r)
    local tests=("${PYTEST[@]}" -m "postgres and not browser" "${files[@]}")
    if [ -n "$DATABASE" ]; then
        DATABASE_URL="$DATABASE" "${tests[@]}"
    else
        .venv/bin/python -m tests.postgres "${tests[@]}"
    fi
}

begun="$SECONDS"
system_packages >"$SAID" 2>&1 & # meanwhile
step "Environment and assets" make --no-print-directory -j 3 setup dev
step "System packages" there "$!"
step "Style, types, layers, declarations" make --no-print-directory -j 4 -O style types layers declarations
step "Tests on SQLite" "${PYTEST[@]}" -m "not browser"
step "Tests on PostgreSQL" on_postgres
step "Browser journeys" env DJANGO_ALLOW_ASYNC_UNSAFE=true "${PYTEST[@]}" tests/browser
printf '\nAll steps passed in %d s.\n' "$((SECONDS - begun))"
