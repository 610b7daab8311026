#!/usr/bin/env bash
# The browser tests drive Debian's chromium. Install it where it is missing and that is possible; else say so.
set -u
for name in chromium chromium-browser; do command -v "$name" > /dev/null 2>&1 && exit 0; done
if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq > /dev/null 2>&1
    apt-get install -y -qq --no-install-recommends chromium > /dev/null 2>&1 && exit 0
fi
echo "chromium is not installed and could not be: the browser tests are skipped (in CI they fail). On Debian: apt-get install chromium"
exit 0
