var last = verifyTransactionsHelper.getLastVerifyTransaction();
action.goTo(last !== null && last.transactionStatus.status === "SUCCESS" ? "verified" : "retry");
