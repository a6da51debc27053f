//! The body of an answer on the wire.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

use crate::wire::response::Response;

/// An answer's body, which a fault may cut off.
pub(crate) struct AnswerBody {
    data: Option<Bytes>,
    declared: u64,
    cut: bool,
}

impl AnswerBody {
    /// Ends in the middle.
    pub(crate) fn truncated(response: Response) -> hyper::Response<Self> {
        let mut answer: hyper::Response<Self> = response.into();
        let body = answer.body_mut();
        body.cut = true;
        // Even an empty answer has to end too early.
        body.declared = body.declared.max(2);
        body.data = body.data.take().map(|data| data.slice(..data.len() / 2));
        answer
    }
}

impl From<Response> for hyper::Response<AnswerBody> {
    fn from(response: Response) -> Self {
        let declared = response.body.len() as u64;
        let mut answer = Self::new(AnswerBody {
            data: Some(response.body).filter(|data| !data.is_empty()),
            declared,
            cut: false,
        });
        *answer.status_mut() = response.status;
        *answer.headers_mut() = response.headers;
        answer
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(data) = self.data.take() {
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
        if std::mem::take(&mut self.cut) {
            return Poll::Ready(Some(Err(io::Error::other("cut off by an injected fault"))));
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_none() && !self.cut
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.declared)
    }
}
