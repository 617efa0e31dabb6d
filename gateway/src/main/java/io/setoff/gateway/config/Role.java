package io.setoff.gateway.config;

/** What a process does. Every role reads the chains; they differ in what they do with that. */
public enum Role {
  /** Answers questions. */
  GATEWAY,
  /** Publishes epochs. */
  ORACLE,
  /** Signs epochs that it computes itself. */
  SIGNER
}
