//! The program as users meet it: `cli/*.trycmd` are commands with their output and exit codes, run as they stand.
//! `TRYCMD=overwrite cargo test` writes what is printed now; the difference is then read before it is committed.

mod authority;
mod decode;
mod program;
mod typed;
mod wait;

#[test]
fn every_example_prints_what_it_says() {
    trycmd::TestCases::new()
        .default_bin_name("txtproof")
        .register_bin("txtproof", std::path::Path::new(env!("CARGO_BIN_EXE_txtproof")))
        .case("tests/cli/*.trycmd")
        .case("README.md");
}
