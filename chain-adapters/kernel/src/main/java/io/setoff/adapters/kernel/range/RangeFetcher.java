package io.setoff.adapters.kernel.range;

import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.kernel.spi.Fetched;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.store.Rows;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Ranges of finalized blocks, a few in flight, handed out in order. Only the chain's writer uses
 * it.
 */
public final class RangeFetcher implements AutoCloseable {
  private final ChainSource source;
  private final int inFlight;
  private final RangeSizer sizer;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ArrayDeque<Flight> flights = new ArrayDeque<>();

  private record Flight(long from, long to, Future<Fetched> result) {}

  public RangeFetcher(ChainSource source, int inFlight, RangeSizer sizer) {
    this.source = source;
    this.inFlight = inFlight;
    this.sizer = sizer;
  }

  /**
   * The range that begins at {@code from}; those behind it are under way afterwards.
   *
   * @param end last finalized block that is wanted
   * @param rows the newest rows there are
   */
  Fetched next(long from, long end, Rows rows) {
    if (!flights.isEmpty() && flights.getFirst().from() != from) {
      cancel();
    }
    launch(from, end, rows);
    Flight flight = flights.removeFirst();
    launch(flight.to() + 1, end, rows);
    long blocks = flight.to() - from + 1;
    try {
      Fetched fetched = flight.result().get();
      sizer.learn(blocks, fetched.cost());
      return fetched;
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      throw new RpcUnavailableException("interrupted", e);
    } catch (ExecutionException e) {
      cancel();
      if (e.getCause() instanceof RpcUnavailableException unavailable) {
        sizer.failed(blocks);
        throw unavailable;
      }
      throw new IllegalStateException("a range cannot be fetched", e.getCause());
    }
  }

  private void launch(long from, long end, Rows rows) {
    long next = flights.isEmpty() ? from : flights.getLast().to() + 1;
    while (flights.size() < inFlight && next <= end) {
      long to = Math.min(end, next + sizer.blocks() - 1);
      flights.addLast(new Flight(next, to, executor.submit(source.range(next, to, rows)::get)));
      next = to + 1;
    }
  }

  /** Forgets what is under way. */
  void cancel() {
    flights.forEach(flight -> flight.result().cancel(true));
    flights.clear();
  }

  @Override
  public void close() {
    cancel();
    executor.shutdownNow();
  }
}
