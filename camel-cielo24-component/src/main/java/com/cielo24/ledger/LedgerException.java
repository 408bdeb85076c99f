package com.cielo24.ledger;

/**
 * A ledger cannot be read or written now. The message says why; it contains neither an address nor a password, and
 * there is no cause, as messages of drivers may contain both.
 */
public class LedgerException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param reason what happened, without any secret
     */
    public LedgerException(String reason) {
        super(reason);
    }
}
