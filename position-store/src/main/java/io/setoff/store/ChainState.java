package io.setoff.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A chain's bookkeeping; its monitor orders batches and subscriptions. */
final class ChainState {
  Optional<String> owner = Optional.empty();
  Optional<ChainCursor> cursor = Optional.empty();
  final TreeMap<Long, JournalEntry> journal = new TreeMap<>();
  final TreeSet<String> tracked = new TreeSet<>();
  final TreeMap<String, String> quarantined = new TreeMap<>();
  final List<Subscriber> subscribers = new ArrayList<>();
  Optional<ChainHealth> health = Optional.empty();
}
