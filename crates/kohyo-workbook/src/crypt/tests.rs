use super::*;
use crate::compound::sample::with_stream;
use rstest::rstest;

fn kind(name: &str, content: &[u8]) -> Result<(), ProblemKind> {
    let told = opened(&with_stream(name, content)).map(drop);
    told.map_err(|problem| problem.kind)
}

#[rstest]
#[case("Workbook", Ok(()))]
#[case("EncryptedPackage", Err(ProblemKind::RightsManaged))]
#[case("\tDRMContent", Err(ProblemKind::RightsManaged))]
fn what_is_managed_is_told_from_what_has_a_password(
    #[case] stream: &str,
    #[case] wanted: Result<(), ProblemKind>,
) {
    assert_eq!(kind(stream, b"x"), wanted);
}

#[rstest]
#[case(b"")]
#[case(b"\x04\0\x04\0\x40\0\0\0<encryption")]
#[case(b"\x04\0\x04\0\x40\0\0\0<a><encryptedKey spinCount='4294967295'/></a>")]
#[case(b"\x04\0\x02\0\x24\0\0\0\xFF\xFF\xFF\xFF")]
#[case(b"\x09\0\x09\0")]
fn what_is_broken_or_unknown_stays_closed(#[case] info: &[u8]) {
    assert!(agile::decrypt(info.get(8..).unwrap_or_default(), &mut []).is_err());
    assert!(standard::decrypt(info.get(8..).unwrap_or_default(), &mut []).is_err());
}

#[rstest]
#[case(&[0x2F, 0, 0, 0], Err(Closed::Unknown))]
#[case(&[0x2F, 0, 6, 0, 0, 0, 1, 0, 2, 0], Err(Closed::Password))]
#[case(&[0x2F, 0, 6, 0, 1, 0, 1, 0, 1, 0], Err(Closed::Unknown))]
#[case(&[0x0A, 0, 0, 0, 0x2F, 0, 0, 0], Ok(()))]
#[case(&[0x2F, 0, 9], Ok(()))]
fn a_stream_says_by_what_it_is_encrypted(
    #[case] stream: &[u8],
    #[case] wanted: Result<(), Closed>,
) {
    assert_eq!(legacy::check(stream), wanted);
    assert_eq!(
        legacy::decrypt(&mut stream.to_vec()),
        wanted.map(|()| false)
    );
}
