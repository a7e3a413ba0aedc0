# For run.sh and test.sh: what must be there before dotnet is called, each with the way to get it. Expects $here, the solution's folder.

# Without ICU the dotnet command itself ends with a stack trace; cultures (uk, en, bg) are needed, so there is no way around it.
if [ -x /sbin/ldconfig ] && [[ $(/sbin/ldconfig -p) != *libicuuc.so* ]]; then
  echo "libicu is missing (needed by .NET for Ukrainian, English and Bulgarian): apt-get install libicu72, or the libicu of this system." >&2
  exit 1
fi

wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$here/global.json" | head -n 1)
if ! command -v dotnet >/dev/null; then
  echo "The .NET SDK $wanted is missing: install it (https://dot.net) and put dotnet into PATH." >&2
  exit 1
fi
if ! (cd "$here" && dotnet --version) >/dev/null 2>&1; then
  echo "The .NET SDK $wanted, or a later patch of it, is missing (found: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ' -)): install it from https://dot.net." >&2
  exit 1
fi
# The built programs need the folder of the runtime. Asked for, not guessed from where the command stands: that may be a script (snap, a version switcher).
export DOTNET_ROOT=${DOTNET_ROOT:-$(cd "$here" && dotnet --list-runtimes | sed -n 's|^Microsoft.NETCore.App .* \[\(.*\)/shared/Microsoft.NETCore.App\]$|\1|p' | tail -n 1)}
