package io.setoff.gateway.maintenance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.model.BlockRef;
import io.setoff.store.StoreMaintenance.Transfer;
import io.setoff.store.StoreReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is said of a store.
 *
 * @param store where it is
 * @param report what is in it
 * @param file that was written or read
 * @param sha256 of the file; empty when none was written
 * @param done what was done with the file
 */
record StoreAnswer(
    String store, StoreReport report, Optional<Path> file, Optional<String> sha256, String done) {

  static StoreAnswer verified(String store, StoreReport report) {
    return new StoreAnswer(store, report, Optional.empty(), Optional.empty(), "");
  }

  static StoreAnswer transferred(String store, Path file, Transfer transfer, String done) {
    return new StoreAnswer(store, transfer.store(), Optional.of(file), transfer.sha256(), done);
  }

  String text() {
    List<String> lines = new ArrayList<>();
    for (StoreReport.Chain chain : report.chains()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %s, %,d rows, %,d blocks can be undone, %,d index entries, %,d tracked, %,d"
                  + " quarantined",
              chain.chain(),
              chain.head().map(head -> "up to block " + head.height()).orElse("no block yet"),
              chain.rows(),
              chain.undoable(),
              chain.named(),
              chain.tracked(),
              chain.quarantined()));
    }
    for (StoreReport.Fault fault : report.faults()) {
      String chain = fault.chain().isEmpty() ? "the store" : fault.chain();
      lines.add("FAULT %s, %s: %s".formatted(chain, fault.key(), fault.text()));
    }
    long unnamed = report.faultCount() - report.faults().size();
    if (unnamed > 0) {
      lines.add("FAULT and %d more".formatted(unnamed));
    }
    lines.add(summary());
    return String.join("\n", lines);
  }

  private String summary() {
    if (!report.isSound()) {
      return String.format(
          Locale.ROOT,
          "%,d faults in %s%s; docs/recovery.md says what to do",
          report.faultCount(),
          store,
          file.isPresent() ? ", nothing was written" : "");
    }
    String sound =
        String.format(Locale.ROOT, "%s is sound: %,d values, all read", store, report.values());
    return sha256
        .map(
            digest ->
                String.format(
                    Locale.ROOT,
                    "%s %s %s, SHA-256 %s\n%s",
                    store,
                    done,
                    file.orElseThrow(),
                    digest,
                    sound))
        .orElse(sound);
  }

  String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("store", store);
    root.put("sound", report.isSound());
    root.put("values", report.values());
    file.ifPresent(path -> root.put("file", path.toString()));
    sha256.ifPresent(digest -> root.put("sha256", digest));
    ArrayNode chains = root.putArray("chains");
    for (StoreReport.Chain chain : report.chains()) {
      ObjectNode node = chains.addObject();
      node.put("chain", chain.chain().value());
      chain.head().ifPresent(block -> put(node.putObject("head"), block));
      chain.base().ifPresent(block -> put(node.putObject("base"), block));
      node.put("undoable_blocks", chain.undoable());
      node.put("rows", chain.rows());
      node.put("index_entries", chain.named());
      node.put("tracked", chain.tracked());
      node.put("quarantined", chain.quarantined());
    }
    root.put("fault_count", report.faultCount());
    ArrayNode faults = root.putArray("faults");
    for (StoreReport.Fault fault : report.faults()) {
      faults
          .addObject()
          .put("chain", fault.chain())
          .put("key", fault.key())
          .put("text", fault.text());
    }
    return root.toString();
  }

  private static void put(ObjectNode node, BlockRef block) {
    node.put("height", block.height());
    node.put("hash", block.hash());
  }
}
