# Facts of the release, read where they are stated. Sourced by the other scripts; `here` is the root of the repository.
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

# A key of [package] in Cargo.toml.
package() { sed -n "/^\[package\]/,/^\[/s/^$1 = \"\(.*\)\"/\1/p" "$here/Cargo.toml"; }

version="$(package version)"
repository="$(package repository)"
name=innovation-atlas
