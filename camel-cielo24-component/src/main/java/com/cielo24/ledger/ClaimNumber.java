package com.cielo24.ledger;

/**
 * A claim, as the database knows it.
 *
 * @param owner  a ledger of one process
 * @param number counts the claims of the owner
 */
record ClaimNumber(String owner, long number) {

    static ClaimNumber of(MediaLedger.Claim claim) {
        int colon = claim.id().lastIndexOf(':');
        return new ClaimNumber(
                claim.id().substring(0, colon), Long.parseLong(claim.id().substring(colon + 1)));
    }

    String id() {
        return owner + ":" + number;
    }
}
