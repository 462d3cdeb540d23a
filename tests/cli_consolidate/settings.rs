//! What `kohyo.toml` says, and what flags say against it.

use crate::support::{Office, TITLE};

#[test]
fn settings_beside_the_inputs_hold_and_flags_win() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE).file(
        "個票/kohyo.toml",
        "out = \"../結果\"\nperiod = \"R2-H2\"\nonly = \"dataset\"\n".as_bytes(),
    );
    office.kohyo(&["consolidate", "個票"]).ended(0);
    assert_eq!(office.names("結果"), ["dataset.json"]);
    assert_eq!(office.dataset("結果")["period"]["part"], "H2");
    office
        .kohyo(&["consolidate", "個票/a.xlsx", "--period", "2020-Q3"])
        .ended(0);
    assert_eq!(office.dataset("結果")["period"]["part"], "Q3");
}

#[test]
fn the_bare_command_consolidates_by_the_settings_of_the_folder() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE).file(
        "kohyo.toml",
        "inputs = [\"個票\"]\nout = \"結果\"\n".as_bytes(),
    );
    let text = office.kohyo(&[]).ended(0).stdout();
    assert!(text.contains("出力先: 結果（"), "{text}");
    assert_eq!(office.names("結果").len(), 4);
}
