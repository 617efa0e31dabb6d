package io.setoff.gateway.it;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;

/**
 * Two chains on which the story has been played and which tests move on, replace and break, each
 * while it runs; and a gateway beside them.
 */
final class MovingStory implements AutoCloseable {
  private final Devnet devnet = Devnet.start();
  private final DevnetChain chainA;
  private final DevnetChain chainB;
  private final RunningGateway gateway;

  private MovingStory() {
    devnet.play();
    chainA = new DevnetChain(devnet, "A");
    chainB = new DevnetChain(devnet, "B");
    gateway = RunningGateway.start(Configs.withoutOracle(devnet)).awaitIndexed();
  }

  /** The one of the run. */
  static final class Shared extends OncePerRun<MovingStory> {
    Shared() {
      super(MovingStory.class, MovingStory::new);
    }
  }

  Devnet devnet() {
    return devnet;
  }

  DevnetChain chainA() {
    return chainA;
  }

  DevnetChain chainB() {
    return chainB;
  }

  RunningGateway gateway() {
    return gateway;
  }

  @Override
  public void close() {
    gateway.close();
    chainA.close();
    chainB.close();
    devnet.close();
  }
}
