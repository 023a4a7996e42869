#!/usr/bin/env bash
# Everything that must hold before a change lands; stops at the first step that fails.
#
# Tests on PostgreSQL and in the browser wait for others half of the time, so they run beside those on SQLite.
set -euo pipefail
cd "$(dirname "$0")/.."

# The office's own settings have no say here.
DATABASE="${DATABASE_URL:-}"
unset DATABASE_URL GONGHUI_HOSTS GONGHUI_HTTPS GONGHUI_DEBUG GONGHUI_KEYS GONGHUI_STATIC GONGHUI_BACKUP_DIR
# Compiled once for the many processes of the tests.
unset PYTHONDONTWRITEBYTECODE
GONGHUI_HOME="$(mktemp -d)"
export GONGHUI_HOME
SAID="$(mktemp -d)"
trap 'for group in $(jobs -p); do kill -- "-$group" 2>/dev/null || true; done; rm -rf "$GONGHUI_HOME" "$SAID"' EXIT

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

beside() { # name, function: runs meanwhile; what it says is told when it is awaited
    set -m # a process group of its own, which can be ended as one
    "$2" >"$SAID/$1" 2>&1 &
    set +m
    printf '%s' "$!" >"$SAID/$1.pid"
}

await() { # name
    local code=0
    wait "$(<"$SAID/$1.pid")" || code=$?
    cat "$SAID/$1"
    return "$code"
}

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

on_postgres() {
    local files # the others need not be read
    mapfile -t files < <(grep -rl --include='test_*.py' 'mark\.postgres' gonghui tests)
    local tests=(.venv/bin/python -m pytest -q -n 2 --dist loadfile -m "postgres and not browser" "${files[@]}")
    if [ -n "$DATABASE" ]; then
        DATABASE_URL="$DATABASE" "${tests[@]}"
    else
        .venv/bin/python -m tests.postgres "${tests[@]}"
    fi
}

packages() {
    step "System packages" system_packages
}

others() {
    step "Tests on PostgreSQL" on_postgres
    step "Browser journeys" env DJANGO_ALLOW_ASYNC_UNSAFE=true .venv/bin/python -m pytest -q -n 2 --dist loadfile tests/browser
}

begun="$SECONDS"
beside packages packages
step "Environment and assets" make --no-print-directory -j 3 setup dev
await packages
step "Style, types, layers, declarations" make --no-print-directory -j 4 -O style types layers declarations
beside others others
step "Tests on SQLite" .venv/bin/python -m pytest -q -n 2 --dist loadfile -m "not browser"
await others
printf '\nAll steps passed in %d s.\n' "$((SECONDS - begun))"
