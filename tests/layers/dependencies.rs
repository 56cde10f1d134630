//! The crates that each layer brings along: none slips in, its own or another's.
//!
//! Counted for one platform, so that the limits are the same everywhere, and without what only runs while compiling
//! (derive macros and what they need).

use std::collections::BTreeSet;
use std::process::Command;

const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// What a layer may bring along.
struct Layer {
    /// The feature that makes it; the core needs none.
    feature: &'static str,
    /// The crates that `Cargo.toml` names for it, those of lower layers left out.
    own: &'static [&'static str],
    /// The most crates that are linked, its own, lower layers' and those that they need.
    linked: usize,
}

/// From the lowest to the highest.
const LAYERS: [Layer; 4] = [
    Layer { feature: "", own: &["thiserror"], linked: 1 },
    Layer { feature: "alloc", own: &["bytes"], linked: 2 },
    Layer { feature: "std", own: &["getrandom", "mio", "socket2"], linked: 8 },
    Layer {
        feature: "cli",
        own: &[
            "anstream",
            "anstyle",
            "clap",
            "csv",
            "email_address",
            "humantime",
            "idna",
            "indicatif",
            "serde",
            "serde_json",
            "signal-hook",
            "strsim",
        ],
        linked: 63,
    },
];

#[test]
fn no_layer_names_a_crate_that_is_not_its_own() {
    let mut allowed = BTreeSet::new();
    for layer in &LAYERS {
        allowed.extend(layer.own.iter().map(|name| (*name).to_owned()));
        let named = crates(layer.feature, &["--depth", "1"]);
        assert_eq!(named, allowed, "of layer `{}`; see tests/layers/dependencies.rs", layer.feature);
    }
}

#[test]
fn no_layer_links_more_crates_than_its_limit() {
    for layer in &LAYERS {
        let linked = crates(layer.feature, &[]);
        let (count, limit) = (linked.len(), layer.linked);
        assert!(count <= limit, "layer `{}` links {count} crates, over {limit}: {linked:?}", layer.feature);
    }
}

/// The crates that the library depends on with this feature alone.
fn crates(feature: &str, options: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")])
        .args(["--edges", "normal,no-proc-macro", "--target", PLATFORM, "--prefix", "none", "--format", "{p}"])
        .args(["--no-default-features", "--features", feature])
        .args(options)
        .output()
        .expect("cargo, which runs this test, runs");
    assert!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("crates have names in ASCII");
    let names = text.lines().filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != env!("CARGO_PKG_NAME")).map(str::to_owned).collect()
}
