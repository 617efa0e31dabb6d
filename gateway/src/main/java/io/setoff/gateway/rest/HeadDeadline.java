package io.setoff.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection of HTTP/1.1 whose request head is not whole some time after its first byte,
 * however steadily it trickles in. What a client sends after an answer is the next head. It leaves
 * connections of other protocols (TLS, HTTP/2 after its preface, what one is upgraded to) alone.
 */
final class HeadDeadline extends ChannelDuplexHandler {
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TLS_HANDSHAKE = 0x16;
  private static final String HTTP_2 = "PR";
  private static final String CONTINUES = "HTTP/1.1 100";
  private static final String UPGRADES = "HTTP/1.1 101";

  private enum State {
    IDLE,
    HEAD,
    REQUEST
  }

  private final Duration patience;
  private State state = State.IDLE;

  /** How much of {@link #END} the last bytes are. */
  private int matched;

  /** The first bytes of a connection, until they tell its protocol. */
  private Optional<StringBuilder> opening = Optional.of(new StringBuilder());

  private Optional<Future<?>> alarm = Optional.empty();

  HeadDeadline(Duration patience) {
    this.patience = patience;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      look(context, bytes);
    }
    context.fireChannelRead(message);
  }

  private void look(ChannelHandlerContext context, ByteBuf bytes) {
    if (state == State.IDLE && bytes.isReadable()) {
      state = State.HEAD;
      matched = 0;
      alarm =
          Optional.of(
              context
                  .executor()
                  .schedule(() -> close(context), patience.toMillis(), TimeUnit.MILLISECONDS));
    }
    for (int at = bytes.readerIndex(); state == State.HEAD && at < bytes.writerIndex(); at++) {
      int next = bytes.getUnsignedByte(at);
      if (opening.isPresent() && isOtherProtocol(opening.get(), next)) {
        leave(context);
        return;
      }
      matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
      if (matched == END.length) {
        state = State.REQUEST;
        calm();
      }
    }
  }

  private static void close(ChannelHandlerContext context) {
    ChannelFuture _ = context.close();
  }

  private boolean isOtherProtocol(StringBuilder first, int next) {
    first.append((char) next);
    if (first.length() == HTTP_2.length()) {
      opening = Optional.empty();
    }
    return first.charAt(0) == TLS_HANDSHAKE || first.toString().equals(HTTP_2);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof ByteBuf bytes && state == State.REQUEST) {
      if (startsWith(bytes, UPGRADES)) {
        leave(context);
      } else if (!startsWith(bytes, CONTINUES)) {
        state = State.IDLE;
      }
    }
    super.write(context, message, promise);
  }

  private static boolean startsWith(ByteBuf bytes, String text) {
    return bytes.readableBytes() >= text.length()
        && bytes
            .toString(bytes.readerIndex(), text.length(), StandardCharsets.US_ASCII)
            .equals(text);
  }

  private void leave(ChannelHandlerContext context) {
    calm();
    context.pipeline().remove(this);
  }

  private void calm() {
    alarm.ifPresent(timer -> timer.cancel(false));
    alarm = Optional.empty();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    calm();
    context.fireChannelInactive();
  }
}
