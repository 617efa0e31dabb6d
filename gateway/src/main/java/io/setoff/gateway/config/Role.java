package io.setoff.gateway.config;

/** What a process does. */
public enum Role {
  /** Reads the chains into the store. */
  ADAPTER,
  /** Answers questions from the store. */
  GATEWAY,
  /** Publishes epochs of what a gateway answers. */
  ORACLE,
  /** Signs epochs that it computes itself, from chains that it reads itself. */
  SIGNER
}
