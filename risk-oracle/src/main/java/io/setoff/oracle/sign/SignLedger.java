package io.setoff.oracle.sign;

import io.setoff.oracle.Bytes32;
import java.util.Optional;

/** What a key has signed last, per stream: so that it never signs two reports of one epoch. */
public interface SignLedger {

  /**
   * An epoch and its content.
   *
   * @param epoch highest number of its reports
   * @param content hash of everything that is signed, but for the contract and its signer set
   */
  record Entry(long epoch, Bytes32 content) {}

  /** The newest epoch of a stream that was signed. */
  Optional<Entry> newest(Bytes32 stream);

  /** Takes the place of the newest. Returns when that survives the end of process and machine. */
  void record(Bytes32 stream, Entry entry);
}
