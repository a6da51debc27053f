logger.info("so far");
action.goTo("false");
