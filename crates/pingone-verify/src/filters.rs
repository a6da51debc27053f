//! What the lists of Verify can be asked for, and what can come along with an answer.

use ping_transport::{expansions, filters};

expansions! {
    /// What can come along with one verify transaction.
    pub VerifyTransactionExpansion {
        /// The policy instead of its id.
        VerifyPolicy = expand "verifyPolicy",
    }
}

filters! {
    /// What verify policies can be filtered by: one test, without case.
    ///
    /// ```
    /// use pingone_verify::VerifyPolicyFilter;
    ///
    /// let filter = VerifyPolicyFilter::name().sw("Def");
    /// assert_eq!(filter.to_string(), r#"name sw "Def""#);
    /// ```
    ///
    /// Tests cannot be joined:
    ///
    /// ```compile_fail,E0277
    /// # use pingone_verify::VerifyPolicyFilter;
    /// let both = VerifyPolicyFilter::name().sw("a").and(VerifyPolicyFilter::name().ew("b"));
    /// ```
    pub VerifyPolicyFilter {
        /// The name.
        name: String = "name" (eq, ne, co, sw, ew, pr),
    }
}
