package io.setoff.gateway.portfolio;

import io.setoff.model.View;

/** Which blocks a question is about. */
public sealed interface AsOf {
  /** The newest ones in a view. */
  record Newest(View view) implements AsOf {}

  /** These. */
  record Blocks(Cut cut) implements AsOf {}
}
