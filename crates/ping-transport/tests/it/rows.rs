//! Rows of files, from JSON and from CSV, whatever the chunks are.

use std::sync::Arc;

use ping_models::{Row, SetCell};
use ping_transport::rows::Rows;
use ping_transport::testing::{BodyEnd, FakeTransport, ManualClock, Reaction};
use ping_transport::{DecodeError, Error, ErrorKind};
use serde::Deserialize;

use crate::support::{READ, fake, with_token};

/// A row as a product crate would have it.
#[derive(Debug, Default, Deserialize, PartialEq)]
struct Line {
    name: Option<String>,
    count: Option<i64>,
    #[serde(skip)]
    unknown: Vec<(String, String)>,
}

impl ping_models::Model for Line {}

impl Row for Line {
    fn cell(column: &str) -> Option<SetCell<Self>> {
        Some(match column {
            "name" => |row, text| {
                row.name = Some(text.to_owned());
                Ok(())
            },
            "count" => |row, text| {
                let wrong = |_| DecodeError::new(".", "an integer");
                row.count = Some(text.parse().map_err(wrong)?);
                Ok(())
            },
            _ => return None,
        })
    }

    fn keep_cell(&mut self, column: &str, text: &str) {
        self.unknown.push((column.to_owned(), text.to_owned()));
    }
}

fn line(name: &str, count: i64) -> Line {
    Line { name: Some(name.to_owned()), count: Some(count), unknown: Vec::new() }
}

async fn rows(body: &[u8], size: usize, end: BodyEnd, csv: bool) -> Rows<Line> {
    let reaction = Reaction::chunks("application/octet-stream", body, size, end);
    let (_, client) = fake([reaction]);
    let request = client.request(&READ).segment("env-1").segment("user-1");
    let call = if csv {
        request.download(Rows::csv)
    } else {
        request.download(|file| Rows::json(file, "data"))
    };
    call.await.unwrap()
}

/// All that a file yields, read to its end although rows are broken.
async fn all(body: &str, size: usize, csv: bool) -> Vec<Result<Line, Error>> {
    let mut rows = rows(body.as_bytes(), size, BodyEnd::Complete, csv).await;
    let mut found = Vec::new();
    while let Some(row) = rows.try_next().await.transpose() {
        found.push(row);
        assert!(found.len() < 100, "it does not end");
    }
    found
}

const SIZES: [usize; 6] = [1, 2, 3, 7, 40, 10_000];

#[tokio::test]
async fn json_rows_do_not_depend_on_the_chunks() {
    for body in [
        r#"{"data":[{"name":"a","count":1},{"name":"b","count":2}]}"#,
        r#"[{"name":"a","count":1},{"name":"b","count":2}]"#,
        "\u{feff} {\"data\" : [ {\"name\":\"a\",\"count\":1} ,\n {\"count\":2,\"name\":\"b\"} ] } \n",
        // What stands before and behind the rows is of no interest.
        r#"{"meta":{"data":[1,[2]],"a":"]}\"data\""},"text":"data","other":[{}],
            "data":[{"name":"a","count":1},{"name":"b","count":2}],"more":{"x":[1]}}"#,
    ] {
        for size in SIZES {
            let found: Result<Vec<_>, _> = all(body, size, false).await.into_iter().collect();
            assert_eq!(found.unwrap(), [line("a", 1), line("b", 2)], "{size}: {body}");
        }
    }
    for size in SIZES {
        assert!(all(r#"{"data":[]}"#, size, false).await.is_empty());
        let tricky = r#"{"data":[{"name":"}],{\"\\","count":-1}]}"#;
        let found = all(tricky, size, false).await;
        assert_eq!(found[0].as_ref().unwrap(), &line("}],{\"\\", -1));
    }
}

#[tokio::test]
async fn csv_rows_do_not_depend_on_the_chunks() {
    for body in [
        "name,count\na,1\nb,2\n",
        "\u{feff}name,count\r\na,1\r\n\r\nb,2",
        "count,name\n1,a\n\"2\",\"b\"\n",
    ] {
        for size in SIZES {
            let found: Result<Vec<_>, _> = all(body, size, true).await.into_iter().collect();
            assert_eq!(found.unwrap(), [line("a", 1), line("b", 2)], "{size}: {body}");
        }
    }
    for size in SIZES {
        let quoted = "name,count,new\n\"a, \"\"b\"\"\nc\",,x\n";
        let found = all(quoted, size, true).await;
        let row = found[0].as_ref().unwrap();
        assert_eq!(row.name.as_deref(), Some("a, \"b\"\nc"));
        assert_eq!(row.count, None, "an empty cell is absent");
        assert_eq!(row.unknown, [("new".to_owned(), "x".to_owned())]);
        assert!(all("name\n", size, true).await.is_empty());
    }
}

/// What a row is: its name, or where it broke.
fn told(found: Vec<Result<Line, Error>>) -> Vec<String> {
    found
        .into_iter()
        .map(|row| match row {
            Ok(row) => row.name.unwrap_or_default(),
            Err(error) => error.decode_error().unwrap().path().to_owned(),
        })
        .collect()
}

#[tokio::test]
async fn a_row_that_is_broken_is_an_error_in_its_place() {
    let json = r#"{"data":[{"name":"a"},{"name":1},{"name":"c","count":"x]"},7,"text",null,[],
        {"name":"h","count":tru},{"name":"i"}]}"#;
    let csv = "name,count\na,1\nb,x\nc\nd,1,2\ne,5\n";
    for size in SIZES {
        let found = all(json, size, false).await;
        let kinds = found.iter().filter_map(|row| row.as_ref().err());
        assert!(kinds.map(Error::kind).all(|kind| kind == ErrorKind::Decode));
        assert_eq!(
            told(found),
            [
                "a",
                "data[1].name",
                "data[2].count",
                "data[3]",
                "data[4]",
                "data[5]",
                "data[6]",
                "data[7].count",
                "i"
            ],
            "{size}"
        );
        assert_eq!(told(all(csv, size, true).await), ["a", "row 1.count", "row 2", "row 3", "e"]);
    }
    let latin = b"name\n\xe9\nb\n";
    let mut rows = rows(latin, 100, BodyEnd::Complete, true).await;
    let error = rows.try_next().await.unwrap_err();
    assert_eq!(error.decode_error().unwrap().expected(), "UTF-8");
    assert_eq!(rows.try_next().await.unwrap().unwrap().name.as_deref(), Some("b"));
    assert_eq!(rows.count(), 2);
}

#[tokio::test]
async fn what_is_lost_in_the_middle_says_how_many_rows_arrived() {
    let json = r#"{"data":[{"name":"a"},{"name":"b"},{"name":"c"},{"na"#;
    // The first bytes tell that it is a file: before that the request is repeated.
    let csv = format!("name,count,{}\na,1,\nb,2,\nc,3,\nd", "x".repeat(64));
    for (body, end, expected) in [
        (json, BodyEnd::Cut, "cut short"),
        (json, BodyEnd::Complete, "ends in the middle"),
        (r#"{"data":[{"name":"a"},{"name":"b"},{"name":"c"},"#, BodyEnd::Complete, "ends in"),
        (&csv, BodyEnd::Cut, "cut short"),
    ] {
        for size in [100, 10_000] {
            let is_csv = body == csv;
            let blanks = " ".repeat(if is_csv { 0 } else { 64 });
            let body = format!("{blanks}{body}");
            let mut rows = rows(body.as_bytes(), size, end, is_csv).await;
            for name in ["a", "b", "c"] {
                let row = rows.try_next().await.unwrap().unwrap();
                assert_eq!(row.name.as_deref(), Some(name));
            }
            let error = rows.try_next().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}");
            let text = error.to_string();
            assert!(text.contains(expected) && text.contains("3 rows arrived"), "{text}");
            assert_eq!(error.operation(), Some("platform.read_one_user"));
            assert_eq!(rows.count(), 3);
            assert!(rows.try_next().await.unwrap().is_none(), "nothing follows");
        }
    }
}

#[tokio::test]
async fn what_has_no_rows_is_no_file_of_rows() {
    let large = format!(r#"{{"data":[{{"name":"{}"#, "x".repeat(1_100_000));
    let wide = format!("name\n\"{}", "x".repeat(1_100_000));
    for (body, csv, path) in [
        (r#"{"rows":[{"name":"a"}]}"#, false, "data"),
        (r#"{"data":{"name":"a"}}"#, false, "data"),
        (r#"{"data":[}"#, false, "data"),
        ("name,count\na,1\n", false, "."),
        ("", true, "."),
        ("no columns\n", true, "row 0"),
        (r#"{"data":[]}"#, true, "row 0"),
        (&large, false, "data[0]"),
        (&wide, true, "row 0"),
    ] {
        let found = all(body, 65_536, csv).await;
        assert_eq!(found.len(), 1, "{path}");
        let error = found[0].as_ref().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert_eq!(error.decode_error().unwrap().path(), path);
        assert!(error.to_string().contains("0 rows arrived"), "{error}");
    }
    let nothing = all("", 1, false).await;
    assert_eq!(nothing[0].as_ref().unwrap_err().kind(), ErrorKind::Interrupted);
}

#[tokio::test]
async fn what_is_no_json_around_the_rows_is_refused() {
    let many = |text: &str, times: usize| text.repeat(times);
    // the text, how many rows come before it is refused, the place
    let table: Vec<(String, usize, &str)> = vec![
        (r#"{"data":[{"name":"a"} {"name":"b"}]}"#.to_owned(), 1, "data[1]"),
        (r#"{"data":[{"name":"a"},,{"name":"b"}]}"#.to_owned(), 1, "data[1]"),
        (r#"{"data":[{"name":"a"},]}"#.to_owned(), 1, "data[1]"),
        (r#"{"data":[,{"name":"a"}]}"#.to_owned(), 0, "data[0]"),
        (r#"[{"name":"a"}}"#.to_owned(), 1, "data[1]"),
        (r#"[{"name":"a"}] x"#.to_owned(), 1, "."),
        (r#"[{"name":"a"}]]"#.to_owned(), 1, "."),
        (r#"{"data":[{"name":"a"}]}{"data":[]}"#.to_owned(), 1, "."),
        (r#"{"data":[{"name":"a"}],"data":[{"name":"b"}]}"#.to_owned(), 1, "."),
        (r#"{"data":[{"name":"a"}],"d\u0061ta":[]}"#.to_owned(), 1, "."),
        (r#"{"data":5,"data":[{"name":"a"}]}"#.to_owned(), 0, "."),
        (r#"{"data":[{"name":"a"}] "more":1}"#.to_owned(), 1, "."),
        (r#"{"data":[{"name":"a"}],}"#.to_owned(), 1, "."),
        (r#"{"a":1 "data":[{"name":"a"}]}"#.to_owned(), 0, "data"),
        (r#"{x "data":[{"name":"a"}]}"#.to_owned(), 0, "."),
        (format!(r#"{{"a":"{}","data":[]}}"#, many("x", 1_100_000)), 0, "data"),
        (format!(r#"{{"data":[],"a":"{}"}}"#, many("x", 1_200_000)), 0, "."),
    ];
    for (body, rows, path) in table {
        let sizes = if body.len() > 1000 { &SIZES[5..] } else { &SIZES };
        for size in sizes {
            let mut found = all(&body, *size, false).await;
            let error = found.pop().unwrap().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode, "{size}: {body:.80}");
            let place = error.decode_error().unwrap().path();
            assert_eq!(place, path, "{size}: {body:.80}");
            assert_eq!(found.len(), rows, "{size}: {body:.80}");
            assert!(found.iter().all(Result::is_ok));
        }
    }
}

#[tokio::test]
async fn a_text_that_is_complete_is_not_waited_for() {
    for body in [
        r#"{"data":[{"name":"a"}],"more":{"x":[1]}}"#,
        r#"[{"name":"a"}]"#,
        "[{\"name\":\"a\"}] \n",
    ] {
        let body = format!("{}{body}", " ".repeat(64));
        for (size, end) in [(40, BodyEnd::Hang), (1, BodyEnd::Hang), (7, BodyEnd::Cut)] {
            let mut rows = rows(body.as_bytes(), size, end, false).await;
            let row = rows.try_next().await.unwrap().unwrap();
            assert_eq!(row.name.as_deref(), Some("a"));
            assert!(rows.try_next().await.unwrap().is_none());
        }
    }
    // Blanks for ever are no reason to stay, either.
    let blanks = format!("[]{}", " ".repeat(1_000_000));
    let mut file = rows(blanks.as_bytes(), 1000, BodyEnd::Complete, false).await;
    assert!(file.try_next().await.unwrap().is_none());
    assert!(file.download().received() < 100_000);

    // One that is not complete is waited for, as long as a file is.
    for (body, text) in [
        (r#"{"data":[{"name":"a"}]"#, "nothing more of the file came within 30 s"),
        (r#"{"data":[{"name":"a"},"#, "1 rows arrived"),
    ] {
        let clock = ManualClock::fixed().auto_advance();
        let body = format!("{}{body}", " ".repeat(64));
        let reaction = Reaction::chunks("text/plain", body.as_bytes(), 100, BodyEnd::Hang);
        let client = with_token(Arc::new(FakeTransport::new([reaction])), &clock);
        let client = client.build().unwrap();
        let request = client.request(&READ).segment("env-1").segment("user-1");
        let call = request.download(|file| Rows::<Line>::json(file, "data"));
        let mut rows = call.await.unwrap();
        rows.try_next().await.unwrap().unwrap();
        let error = rows.try_next().await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert!(error.to_string().contains(text), "{error}");
    }
    let cut = r#"{"data":[{"name":"a"}]"#;
    let found = all(cut, 10, false).await;
    assert_eq!(found[1].as_ref().unwrap_err().kind(), ErrorKind::Interrupted);
}
