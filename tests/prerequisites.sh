#!/bin/sh
# Programs the tests drive: Chromium, LibreOffice and PostgreSQL. Installs what is missing on Debian as root, or says so.
set -eu

missing=""
command -v "${CHROMIUM:-chromium}" >/dev/null 2>&1 || missing="$missing chromium"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc"
ls /usr/lib*/libreoffice/program/libswlo.so /opt/libreoffice*/program/libswlo.so /Applications/LibreOffice.app >/dev/null 2>&1 \
    || [ -e "$(dirname "$(readlink -f "$(command -v soffice || echo /)")")/libswlo.so" ] || missing="$missing libreoffice-writer"
if [ -z "${KOMPASS_TEST_POSTGRESQL_URL:-}" ] && ! command -v pg_ctl >/dev/null 2>&1 \
    && ! ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1; then
    missing="$missing postgresql"
fi
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = "0" ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:$missing"
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing fonts-liberation >/dev/null
    exit 0
fi
echo "The tests need these programs, please install them:$missing" >&2
exit 1
