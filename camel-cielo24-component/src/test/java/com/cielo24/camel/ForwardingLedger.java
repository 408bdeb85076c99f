package com.cielo24.camel;

import java.util.Optional;

import com.cielo24.ledger.LedgerException;
import com.cielo24.ledger.MediaLedger;

/** A ledger that does what another one does, but for what a test overrides. */
class ForwardingLedger implements MediaLedger {

    private final MediaLedger ledger;

    ForwardingLedger(MediaLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Result claim(String jobId, String mediaKey) throws LedgerException {
        return ledger.claim(jobId, mediaKey);
    }

    @Override
    public void added(Claim claim, String taskId, long bytes) throws LedgerException {
        ledger.added(claim, taskId, bytes);
    }

    @Override
    public void unknown(Claim claim) throws LedgerException {
        ledger.unknown(claim);
    }

    @Override
    public boolean release(Claim claim) throws LedgerException {
        return ledger.release(claim);
    }

    @Override
    public Optional<Added> find(String jobId, String mediaKey) throws LedgerException {
        return ledger.find(jobId, mediaKey);
    }
}
