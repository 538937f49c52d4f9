#!/usr/bin/env bash
# Builds everything, runs every test, and ends with one line: "N passed, N failed, N skipped".
#
# Needs the .NET SDK and nothing else: as root (or where sudo asks for no password) what is missing is installed by apt:
# PostgreSQL, Redis, nginx and Chromium. Debian starts none of them as a service; tests start their own on ports of their own.
# Without that right, Docker has PostgreSQL, Redis and nginx; a browser has to be there.
#   TEST_POSTGRES       connection string of a server to use in place of an own one; its user may create databases. Tests that kill
#                       their server or freeze it start their own in any case, from what is installed
#   TEST_REDIS_SERVER   path of redis-server
#   TEST_NGINX          path of nginx
#   TEST_CHROMIUM       path of the browser to use
#   TEST_TIMEOUT        how long one pass may take, 45m unless said
# Reports are left in artifacts/test.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Servers and tools of the tests.
postgres_packages=(postgresql)
redis_packages=(redis-server)
nginx_packages=(nginx)
browser_packages=(chromium fonts-dejavu-core)

configuration=Release # What is tested is what is deployed; the published folder is copied from the same build.
tests=StatusPage.Tests/bin/$configuration/net10.0/StatusPage.Tests
reports=artifacts/test
pass_timeout=${TEST_TIMEOUT:-45m}

passed=0 failed=0 skipped=0
finished=false policy_made=false
work='' postgres_data='' postgres_pid='' runner_pid=''
run_id="$$-$(date +%s)-$RANDOM"

# Build servers would outlive the run and be taken for processes that a test has left over.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf 'FAILED: %s\n' "$*"
  failed=$((failed + 1))
}

# ---- Leaving

finish() {
  local status=$?
  trap - EXIT
  trap '' INT TERM HUP
  set +e
  exec 2>&1

  if [ -n "$runner_pid" ]; then kill -TERM "$runner_pid" 2> /dev/null; fi
  kill_marked > /dev/null
  if [ -n "$runner_pid" ]; then wait "$runner_pid" 2> /dev/null; fi
  stop_postgres
  allow_services
  if [ -n "$work" ]; then rm -rf "$work"; fi

  if ! $finished && [ "$failed" -eq 0 ]; then fail "the run ended early (status $status)"; fi
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  if [ "$failed" -gt 0 ]; then exit 1; fi
  exit 0
}

give_up() {
  fail "$*"
  exit 1
}

# Processes of the tests inherit the mark STATUSPAGE_TEST_RUN. One that has dropped its environment is still known
# when it was started from the folder of this run. A zombie has neither and does not count.
marked_processes() {
  # The patterns come by standard input: on a command line they would find the search itself.
  # shellcheck disable=SC2062
  {
    grep -lsFz --file=- /proc/[0-9]*/environ <<< "STATUSPAGE_TEST_RUN=$run_id" || true
    if [ -n "$work" ]; then grep -lsF --file=- /proc/[0-9]*/cmdline <<< "$work/published/" || true; fi
  } | cut -d / -f 3 | sort -u
}

command_line() { tr '\0' ' ' < "/proc/$1/cmdline" 2> /dev/null || true; }

# Prints what it ends.
kill_marked() {
  local pid
  for pid in $(marked_processes); do
    printf '  %s: %s\n' "$pid" "$(command_line "$pid")"
    kill -KILL "$pid" 2> /dev/null || true
  done
}

# ---- What must be there

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
  command -v apt-get > /dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2> /dev/null; }
}

lists_updated=false
install() {
  say "Installing $*"
  if ! $lists_updated; then
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q || give_up 'apt-get update did not succeed'
    lists_updated=true
  fi
  forbid_services
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y -o DPkg::Lock::Timeout=120 --no-install-recommends "$@" < /dev/null ||
    give_up "apt-get could not install $*"
  allow_services
}

# Debian starts a service as soon as its package is there, unless this program says no. One that is there already is the administrator's.
policy=/usr/sbin/policy-rc.d
forbid_services() {
  if [ -e "$policy" ]; then return; fi
  policy_made=true
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" > /dev/null
  as_root chmod 755 "$policy"
}

allow_services() {
  if $policy_made; then
    as_root rm -f "$policy"
    policy_made=false
  fi
}

# Debian's package would create a cluster and start it on port 5432: nothing here uses it.
install_postgres() {
  local no_cluster=/etc/postgresql-common/createcluster.d/statuspage-test.conf
  as_root mkdir -p "${no_cluster%/*}"
  echo 'create_main_cluster = false' | as_root tee "$no_cluster" > /dev/null
  install "${postgres_packages[@]}"
  as_root rm -f "$no_cluster"
}

# The folder of the newest server; what is on the PATH may be anything.
postgres_binaries() {
  local initdb newest
  newest=$(for initdb in /usr/lib/postgresql/*/bin/initdb; do
    if [ -x "$initdb" ]; then echo "${initdb%/initdb}"; fi
  done | sort -V | tail -n 1)
  [ -n "$newest" ] && echo "$newest"
}

find_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name"; then return 0; fi
  done
  return 1
}

# A program of an administrator is not on everybody's PATH.
find_server() {
  local folder
  if command -v "$1"; then return 0; fi
  for folder in /usr/sbin /usr/local/sbin /sbin; do
    if [ -x "$folder/$1" ]; then
      echo "$folder/$1"
      return 0
    fi
  done
  return 1
}

docker_works() { command -v docker > /dev/null && timeout 20 docker info > /dev/null 2>&1; }

prepare_browser() {
  if [ -z "${TEST_CHROMIUM:-}" ]; then
    if ! find_browser > /dev/null && can_install; then install "${browser_packages[@]}"; fi
    TEST_CHROMIUM=$(find_browser) || give_up "there is no Chromium and no right to install it; name one in TEST_CHROMIUM"
  fi
  export TEST_CHROMIUM
  echo "Browser: $TEST_CHROMIUM"
}

# A program out of an image, run by the image's own loader and libraries: so it is a process of this machine, which tests can freeze and kill.
# Prints the path of what runs it.
from_image() {
  local program=$1 image=$2 root=$work/images/$1 container run
  docker_works || return 1
  container=$(timeout 300 docker create "$image") || return 1
  mkdir -p "$root"
  docker export "$container" | tar -x -C "$root" --exclude='dev/*' || return 1
  docker rm "$container" > /dev/null
  run=$work/images/run-$program
  printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' \
    "$(echo "$root"/lib/ld-musl-*.so.1)" "$root/lib:$root/usr/lib:$root/usr/local/lib" \
    "$(find "$root" -type f -name "$program" -perm -u+x | head -n 1)" > "$run"
  chmod 755 "$run"
  "$run" -v > /dev/null 2>&1 && echo "$run"
}

# A server's program: the one that its variable names, else the one that is there, else from its package, else out of its image.
prepare_server() {
  local program=$1 variable=$2 image=$3 found
  shift 3
  if [ -z "${!variable:-}" ]; then
    if ! find_server "$program" > /dev/null && can_install; then install "$@"; fi
    found=$(find_server "$program" || from_image "$program" "$image") ||
      give_up "there is no $program: install the package $* (needs root or sudo, and apt), start Docker, or name the program in $variable"
    printf -v "$variable" '%s' "$found"
  fi
  export "${variable?}"
  echo "$program: ${!variable}"
}

prepare_postgres() {
  # Also where a server is named: some tests kill theirs.
  if ! postgres_binaries > /dev/null && can_install; then install_postgres; fi
  if [ -n "${TEST_POSTGRES:-}" ]; then
    export TEST_POSTGRES
    echo 'PostgreSQL: the server that TEST_POSTGRES names'
    return
  fi

  unset TEST_POSTGRES
  if postgres_binaries > /dev/null; then
    start_postgres
  elif docker_works; then
    echo 'PostgreSQL: a container, started by the tests'
  else
    give_up 'there is no PostgreSQL, no right to install it and no Docker; name a server in TEST_POSTGRES'
  fi
}

# ---- The database server of this run

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    if ! (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
      echo "$port"
      return
    fi
  done
}

start_postgres() {
  local binaries owner port attempt log
  local -a run=()
  binaries=$(postgres_binaries)
  postgres_data=$(mktemp -d "${TMPDIR:-/tmp}/statuspage-postgres.XXXXXX")
  log=$work/postgres.log
  if [ "$(id -u)" -eq 0 ]; then
    # The server refuses to run as root.
    owner=postgres
    if ! getent passwd "$owner" > /dev/null; then owner=nobody; fi
    chown "$owner" "$postgres_data"
    run=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --clear-groups)
  fi

  # From a folder that the other user can enter; the current one may not be.
  (cd / && "${run[@]}" "$binaries/initdb" -D "$postgres_data/data" -U postgres --auth=trust \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync) > "$log" 2>&1 || { cat "$log"; give_up 'initdb did not succeed'; }

  for attempt in 1 2 3; do
    port=$(free_port)
    (cd / && exec "${run[@]}" "$binaries/postgres" -D "$postgres_data/data" -p "$port" \
      -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c timezone=UTC \
      -c fsync=off -c synchronous_commit=off -c full_page_writes=off) > "$log" 2>&1 < /dev/null &
    postgres_pid=$!
    if postgres_answers "$binaries" "$port"; then
      export TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
      echo "PostgreSQL: $binaries on port $port"
      return
    fi
    echo "PostgreSQL did not start on port $port (attempt $attempt)"
    stop_postgres_process
  done
  cat "$log"
  give_up 'PostgreSQL did not start'
}

postgres_answers() {
  local waited
  for ((waited = 0; waited < 150; waited++)); do
    if ! kill -0 "$postgres_pid" 2> /dev/null; then return 1; fi
    if "$1/pg_isready" -q -h 127.0.0.1 -p "$2"; then return 0; fi
    sleep 0.2
  done
  return 1
}

stop_postgres_process() {
  local signal waited
  if [ -z "$postgres_pid" ]; then return 0; fi
  # First a fast shutdown, then one that does not wait for anything, then none at all.
  for signal in INT QUIT KILL; do
    kill -"$signal" "$postgres_pid" 2> /dev/null || break
    for ((waited = 0; waited < 50; waited++)); do
      if ! kill -0 "$postgres_pid" 2> /dev/null; then break 2; fi
      sleep 0.1
    done
  done
  wait "$postgres_pid" 2> /dev/null || true
  postgres_pid=''
}

stop_postgres() {
  stop_postgres_process
  if [ -n "$postgres_data" ]; then rm -rf "$postgres_data"; fi
}

# ---- Building and testing

# A command with a deadline, in the background, so that a signal to this script is answered at once.
bounded() {
  local status=0
  timeout --kill-after=30 "$@" < /dev/null &
  runner_pid=$!
  wait "$runner_pid" || status=$?
  runner_pid=''
  return "$status"
}

build() {
  say "Building ($configuration)"
  bounded 20m dotnet build StatusPage.sln -c "$configuration" -nologo || give_up 'the build'

  # Compiled ahead, as in the image: a process starts in half the time, and some hundred are started. Web brings all that the worker needs as well.
  say 'Publishing both executables into one folder'
  bounded 10m dotnet publish StatusPage.Jobs -c "$configuration" --no-build -nologo -o "$work/published" || give_up 'publishing StatusPage.Jobs'
  bounded 20m dotnet publish StatusPage.Web -c "$configuration" --use-current-runtime --self-contained false -p:PublishReadyToRun=true \
    -nologo -o "$work/published" || give_up 'publishing StatusPage.Web'
  export TEST_PUBLISHED=$work/published
}

# One of the totals in the report of a pass, from the element that sums up the assembly.
total() {
  local value
  value=$(grep -o '<assembly [^>]*>' "$1" | head -n 1 | grep -o " $2=\"[0-9]*\"" | tr -dc '0-9')
  echo "${value:-0}"
}

run_pass() {
  local name=$1 report=$reports/$1.xml status=0 started=$SECONDS pass_failed=0 errors left waited
  shift
  say "Tests: $name"
  rm -f "$report"

  bounded "$pass_timeout" env "STATUSPAGE_TEST_RUN=$run_id" "TMPDIR=$work/tmp" \
    "$tests" -noLogo -noColor -noAutoReporters -longRunning 60 -result-xml "$report" "$@" || status=$?

  if [ -s "$report" ] && grep -q '</assemblies>' "$report"; then
    errors=$(total "$report" errors)
    pass_failed=$(($(total "$report" failed) + errors))
    passed=$((passed + $(total "$report" passed)))
    skipped=$((skipped + $(total "$report" skipped)))
    failed=$((failed + pass_failed))
    if [ $(($(total "$report" passed) + pass_failed)) -eq 0 ]; then fail "$name: no test was run"; fi
    if [ "$status" -ne 0 ] && [ "$pass_failed" -eq 0 ]; then fail "$name: the runner ended with status $status"; fi
  elif [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then
    fail "$name: not finished after $pass_timeout"
  else
    fail "$name: the runner ended with status $status and without a report"
  fi

  # What a test has just told to stop may take a moment.
  for ((waited = 0; waited < 25; waited++)); do
    if [ -z "$(marked_processes)" ]; then break; fi
    sleep 0.2
  done
  left=$(kill_marked)
  if [ -n "$left" ]; then fail "$name: processes were left over"$'\n'"$left"; fi

  printf '%s took %d s\n' "$name" $((SECONDS - started))
}

slowest() {
  local -a found=()
  local report
  for report in "$reports"/*.xml; do
    if [ -f "$report" ]; then found+=("$report"); fi
  done
  if [ ${#found[@]} -eq 0 ]; then return; fi
  say 'The ten slowest tests, in seconds'
  # A name may hold any character, but never a quotation mark: XML writes that as an entity.
  cat "${found[@]}" | grep -o '<test id="[^"]*" name="[^"]*" result="[^"]*" time="[^"]*"' |
    sed -E 's/.* name="([^"]*)" .* time="([^"]*)"$/\2 \1/; s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' |
    sort -rn | awk 'NR <= 10' || true
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

work=$(mktemp -d "${TMPDIR:-/tmp}/statuspage-test.XXXXXX")
mkdir -p "$work/tmp" "$reports"
# Servers that refuse to run as root have their data below it.
chmod 711 "$work"
rm -f "$reports"/*.xml

command -v dotnet > /dev/null || give_up 'there is no .NET SDK: https://dotnet.microsoft.com/download'
say 'Preparing'
# First PostgreSQL: its package brings the ICU library without which the SDK does not start.
prepare_postgres
prepare_server redis-server TEST_REDIS_SERVER redis:7-alpine "${redis_packages[@]}"
prepare_server nginx TEST_NGINX nginx:1.28-alpine "${nginx_packages[@]}"
prepare_browser
build
run_pass fast -trait- Category=Process -trait- Category=Browser
run_pass slow -trait Category=Process -trait Category=Browser
slowest
finished=true
