//! Lines, heights and splits of texts.

use super::*;
use proptest::prelude::*;

fn measure() -> Measure {
    Measure::new(&Style::default())
}

#[test]
fn full_width_text_wraps_at_its_width() {
    // 9 pt is 12 px; 10 characters need 120 px, the safety and the padding.
    let width = 10.0 * 12.0 * SAFETY + PADDING_PX;
    assert_eq!(measure().lines(&"漢".repeat(10), width, 9.0), 1);
    assert_eq!(measure().lines(&"漢".repeat(11), width, 9.0), 2);
    assert_eq!(measure().lines("一\n\n三", width, 9.0), 3);
    assert_eq!(measure().lines("", width, 9.0), 1);
    assert_eq!(measure().lines("漢", 0.0, 9.0), 1);
}

#[test]
fn words_and_punctuation_are_not_torn() {
    let chars: Vec<char> = "税（ABC 12）、".chars().collect();
    let glued = |pair: &[char]| Letter::of(pair[1]).glued_to(Letter::of(pair[0]));
    let torn = chars.windows(2).filter(|pair| !glued(pair));
    let torn: Vec<String> = torn.map(|pair| pair.iter().collect()).collect();
    assert_eq!(torn, ["税（", "C ", " 1"]);
    assert_eq!(breaks("漢漢漢漢。", 4.0), [9]);
    assert_eq!(breaks("aaaaa aaaaa", 4.0), [6]);
    assert_eq!(breaks(&"a".repeat(100), 7.05).len(), 9);
}

#[test]
fn letters_are_the_same_looked_up() {
    for c in (0..=0xFFFF).filter_map(char::from_u32) {
        assert_eq!(Letter::of(c), Letter::look_at(c), "{c}");
    }
}

#[test]
fn tall_fonts_get_tall_lines() {
    let style = Style {
        font: "游ゴシック".to_owned(),
        ..Style::default()
    };
    assert!(Measure::new(&style).height(3, 9.0) > measure().height(3, 9.0));
}

#[test]
fn a_tall_text_is_split_into_rows_without_losing_height() {
    for height in [13.5, 409.0, 409.5, 450.0, 2000.0] {
        let rows = measure().rows(height);
        assert!((rows.iter().sum::<f64>() - height).abs() < 0.001);
        assert!(rows.iter().all(|row| *row > 0.0 && *row <= HIGHEST_ROW));
    }
    assert_eq!(measure().rows(30.0), [30.0]);
}

#[test]
fn a_text_without_room_is_cut_and_says_so() {
    let (same, height) = measure().fitted("短い文", 200, 8.0, 100.0, "…続く");
    assert!(matches!(same, Cow::Borrowed("短い文")) && height < 20.0);
    let long = "長い文章です。".repeat(300);
    let (cut, height) = measure().fitted(&long, 200, 8.0, 100.0, "…続く");
    assert!(
        cut.ends_with("…続く") && height <= 100.0 && height > 80.0,
        "{height}"
    );
}

#[test]
fn text_too_long_for_a_row_is_cut_and_says_so() {
    let (short, height) = measure().fitted_to_row("短い", 100.0, 9.0);
    assert!(matches!(short, Cow::Borrowed("短い")));
    assert!((height - measure().height(1, 9.0)).abs() < 1e-9);
    for text in ["漢".repeat(5000), "\n".repeat(500)] {
        let (cut, height) = measure().fitted_to_row(&text, 100.0, 9.0);
        assert!(
            cut.ends_with("…（以下略）") && cut.len() > 30,
            "{}",
            cut.len()
        );
        assert!(height <= HIGHEST_ROW);
        assert!((height - measure().text_height(&cut, 100.0, 9.0)).abs() < 1e-9);
    }
}

proptest! {
    #[test]
    fn lines_hold_the_text(text in "[あ漢a-zA-Z0-9 、。（）\n]{0,200}", width in 20.0..600.0_f64) {
        let lines = measure().lines(&text, width, 9.0);
        let em_total: f64 = text.chars().filter(|c| *c != '\n').map(em).sum();
        let room = ((width - PADDING_PX) / (12.0 * SAFETY)).max(1.0);
        prop_assert!(lines as f64 * room >= em_total * 0.999);
        prop_assert!(lines > text.matches('\n').count());
        prop_assert!(measure().lines(&text, width + 50.0, 9.0) <= lines);
    }

    #[test]
    fn a_text_is_a_line_where_it_takes_one(text in "[あ漢a-zA-Z0-9 、。（）\n]{0,30}", width in 10.0..600.0_f64) {
        let lines = measure().lines(&text, width, 9.0);
        prop_assert_eq!(measure().is_line(&text, width, 9.0), lines == 1);
    }

    #[test]
    fn splitting_loses_nothing(text in "[あ漢a-z 、。（\n]{0,120}", width in 30.0..300.0_f64, lines in 1..9_usize) {
        let (head, tail) = measure().split(&text, width, 9.0, lines);
        prop_assert!(measure().lines(head, width, 9.0) <= lines);
        let joint = if head.len() + tail.len() < text.len() { "\n" } else { "" };
        prop_assert_eq!(format!("{head}{joint}{tail}"), text.clone());
        // The tail begins where the whole text begins its next line. (Alone, a head that ends
        // inside a word may wrap into a line less.)
        let mut starts = Vec::new();
        let mut at = 0;
        for paragraph in text.split('\n') {
            starts.push(at);
            starts.extend(breaks(paragraph, room(width, 9.0)).iter().map(|start| at + start));
            at += paragraph.len() + 1;
        }
        let next = starts.get(lines).copied().unwrap_or(text.len());
        prop_assert_eq!(text.len() - tail.len(), next);
    }

    #[test]
    fn every_line_fits(text in "[あ漢a-z0-9 、。（]{0,120}", room in 1.0..30.0_f64) {
        let mut ends = breaks(&text, room);
        ends.push(text.len());
        let mut from = 0;
        for to in ends {
            let line = &text[from..to];
            let wide: f64 = line.chars().map(em).sum();
            prop_assert!(wide <= room + 1e-9, "{line} in {room}");
            prop_assert!(from == 0 || from < to);
            from = to;
        }
    }
}
