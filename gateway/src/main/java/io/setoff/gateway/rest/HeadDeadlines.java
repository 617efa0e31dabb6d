package io.setoff.gateway.rest;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import java.time.Duration;

/**
 * Has every connection that is accepted watched by a {@link HeadDeadline}: the servers above offer
 * no limit for a head that moves. Netty finds it by its service file once {@link #enable} was
 * called.
 */
public final class HeadDeadlines extends ChannelInitializerExtension {
  /** As a body has. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Before the first server starts. */
  public static void enable() {
    System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
  }

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    channel.pipeline().addFirst(new HeadDeadline(PATIENCE));
  }
}
