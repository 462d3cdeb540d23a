use super::*;
use rust_decimal::Decimal;

const PLAIN: Letters = Letters {
    struck: false,
    shift: Shift::None,
    hiding: None,
};
const STRUCK: Letters = Letters {
    struck: true,
    ..PLAIN
};
const UP: Letters = Letters {
    shift: Shift::Up,
    ..PLAIN
};
const DOWN: Letters = Letters {
    shift: Shift::Down,
    ..PLAIN
};

/// Runs: `[…]` is struck out, `^…^` raised, `_…_` lowered.
fn read(text: &str) -> (String, Option<Marked>) {
    let mut letters = PLAIN;
    let mut parts: Vec<(String, Letters)> = Vec::new();
    for c in text.chars() {
        letters = match c {
            '[' => STRUCK,
            '^' if letters == PLAIN => UP,
            '_' if letters == PLAIN => DOWN,
            ']' | '^' | '_' => PLAIN,
            c => {
                match parts.last_mut() {
                    Some((text, last)) if *last == letters => text.push(c),
                    _ => parts.push((c.to_string(), letters)),
                }
                continue;
            }
        };
    }
    let whole: String = parts.iter().map(|(text, _)| text.as_str()).collect();
    let parts = parts
        .iter()
        .map(|(text, letters)| (text.as_str(), *letters));
    let pos = CellPos::new(0, 0);
    let (content, mark) = runs(pos, Content::Text(whole.into()), parts);
    (content.shown().to_owned(), mark)
}

#[test]
fn what_is_struck_out_is_withdrawn() {
    for (text, stands, struck) in [
        ("[2400]3600", "3600", Some("2400")),
        ("3600[2400]", "3600", Some("2400")),
        ("[2400]\n3600", "3600", Some("2400")),
        ("[2400\n]3600", "3600", Some("2400")),
        ("[2400]→3600", "3600", Some("2400")),
        ("[2400] ⇒ 3600", "3600", Some("2400")),
        ("3600 ← [2400]", "3600", Some("2400")),
        ("3600（[2400]）", "3600", Some("2400")),
        ("（[2400]）3600", "3600", Some("2400")),
        ("(前)[2400]3600", "(前)3600", Some("2400")),
        ("[1]2[3]", "2", Some("1、3")),
        ("一行\n[二行]\n三行", "一行\n三行", Some("二行")),
        ("一行[\n二行\n]三行", "一行\n三行", Some("二行")),
        ("一行\n\n[二]三行", "一行\n\n三行", Some("二")),
        (
            "図書館の[予約棚]受取り棚",
            "図書館の受取り棚",
            Some("予約棚"),
        ),
        ("[取消]", "", Some("取消")),
        ("[取消]\n ", "", Some("取消")),
        ("A→B", "A→B", None),
    ] {
        let (content, mark) = read(text);
        let found = mark.as_ref().and_then(|mark| mark.struck.as_deref());
        assert_eq!((content.as_str(), found), (stands, struck), "{text}");
    }
}

#[test]
fn raised_and_lowered_letters_are_notes() {
    for (text, stands, figure, notes) in [
        ("25^2^", "25²", "25", "2"),
        ("25件^２^", "25件²", "25件", "２"),
        ("25_※1_", "25※₁", "25", "※1"),
        ("^1^25", "¹25", "25", "1"),
        ("CO_2_ 25％^1^", "CO2 25％¹", "CO2 25％", "2、1"),
        ("[24]25^2^", "25²", "25", "2"),
    ] {
        let (content, mark) = read(text);
        let raised = mark.expect("a mark").raised.expect("notes");
        assert_eq!(
            (&*content, &*raised.figure, &*raised.notes),
            (stands, figure, notes)
        );
    }
    for (text, stands) in [
        ("^25^", "25"),
        ("120m^2^", "120m2"),
        ("CO_2_削減", "CO2削減"),
    ] {
        assert_eq!(read(text), (stands.to_owned(), None), "{text}");
    }
}

#[test]
fn letters_of_the_ground_or_as_small_as_dots_are_hidden() {
    let white = Rgb(255, 255, 255);
    let grey = Rgb(217, 217, 217);
    assert_eq!(hiding(Some(11.0), Some(white), None), Some(Hiding::Colour));
    assert_eq!(
        hiding(None, Some(Rgb(242, 242, 242)), None),
        Some(Hiding::Colour)
    );
    assert_eq!(hiding(None, Some(white), Some(grey)), None);
    assert_eq!(hiding(None, Some(grey), Some(grey)), Some(Hiding::Colour));
    assert_eq!(hiding(Some(1.0), None, None), Some(Hiding::Size));
    assert_eq!(hiding(Some(6.0), None, None), None);
}

#[test]
fn empty_sections_hide_what_falls_into_them() {
    let number = |number: i64| {
        Content::Number(crate::Number {
            stored: Decimal::from(number),
            scale: 0,
            shown: number.to_string().into(),
        })
    };
    let text = Content::Text("x".into());
    for (code, hidden) in [
        (";;;", [true, true, false, true]),
        (";;", [true, true, false, false]),
        (";;;@", [true, true, false, false]),
        ("0;;", [false, true, false, false]),
        ("0;-0;;@", [false, false, false, false]),
        ("0", [false, false, false, false]),
    ] {
        let of = Unshown::of(code);
        let found = [number(5), number(-5), number(0), text.clone()];
        assert_eq!(found.map(|content| of.hides(&content)), hidden, "{code}");
    }
}
