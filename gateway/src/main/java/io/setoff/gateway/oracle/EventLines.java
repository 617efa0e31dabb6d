package io.setoff.gateway.oracle;

import io.setoff.gateway.event.WakingEvent;
import io.setoff.oracle.stream.Lines;
import java.util.function.Consumer;

/**
 * Has the log take what a publisher says.
 *
 * @param of the chain or the stream
 * @param usual takes a line that wakes nobody
 */
record EventLines(String of, Consumer<String> usual) implements Lines {
  @Override
  public void say(String text) {
    usual.accept(text);
  }

  @Override
  public void wake(Wake what, String text) {
    WakingEvent.of(what).tell(of, text);
  }
}
