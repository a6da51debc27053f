// log current realm
logger.debug("User authentication realm: " + realm);
