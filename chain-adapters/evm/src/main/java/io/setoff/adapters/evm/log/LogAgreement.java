package io.setoff.adapters.evm.log;

import io.setoff.adapters.evm.log.LogFetcher.Batch;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcPool.Answer;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.Assurance;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Logs that are not proved are read from two providers, where there are two, and have to be the
 * same. A node that is a little behind, or lost an index, answers an empty list without an error:
 * nothing else tells it from blocks without logs.
 */
final class LogAgreement {
  private static final int QUORUM = 2;

  private final RpcPool pool;

  LogAgreement(RpcPool pool) {
    this.pool = pool;
  }

  /** What one provider says of a chain that has one, what two agree on otherwise. */
  Batch of(Function<RpcSession, Batch> work) {
    return of(
        work,
        () -> {
          throw new RpcUnavailableException("no two providers agree on the logs of a range");
        });
  }

  /**
   * The same.
   *
   * @param otherwise decides where no two agree
   */
  Batch of(Function<RpcSession, Batch> work, Supplier<Batch> otherwise) {
    if (pool.size() < QUORUM) {
      return pool.onOne(work);
    }
    return majority(pool.onSome(QUORUM, work))
        .or(() -> majority(pool.onAll(work)))
        .orElseGet(otherwise);
  }

  /** What two say, marked so; those who say otherwise are left alone. */
  private Optional<Batch> majority(List<Answer<Batch>> answers) {
    for (Answer<Batch> candidate : answers) {
      List<Answer<Batch>> others =
          answers.stream()
              .filter(answer -> answer.value().isPresent() && !agree(candidate, answer))
              .toList();
      long agree = answers.stream().filter(answer -> agree(candidate, answer)).count();
      if (agree >= QUORUM && agree > others.size()) {
        others.forEach(
            other ->
                pool.quarantine(other.provider(), "its logs are not those of other providers"));
        return candidate.value().map(batch -> batch.checked(Assurance.QUORUM));
      }
    }
    return Optional.empty();
  }

  private static boolean agree(Answer<Batch> one, Answer<Batch> other) {
    return one.value().isPresent()
        && other.value().isPresent()
        && one.value().get().agrees(other.value().get());
  }
}
