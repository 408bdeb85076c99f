package com.cielo24.simulator;

/**
 * A piece of media and whose it is.
 *
 * @param account the username of the account that added it
 */
record OwnedMedia(String account, ReceivedMedia media) {}
