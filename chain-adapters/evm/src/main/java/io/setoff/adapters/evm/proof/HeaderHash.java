package io.setoff.adapters.evm.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.rpc.Keccak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The hash of a header, from its fields as JSON-RPC gives them.
 *
 * <p>Fields that are not known are no obstacle while they come after those that are, as every fork
 * has added them: an order of them that gives the hash is the right one, for no two lists have one
 * hash.
 */
public final class HeaderHash {
  /** All orders of more fields than these are too many to try. */
  private static final int MOST_UNKNOWN = 5;

  /** Shorter values may be numbers, or bytes that happen to be short. */
  private static final int SHORTEST_BYTES = 20;

  private HeaderHash() {}

  /** 32 bytes, by the rule of the header's form and without unknown fields. */
  public static byte[] of(JsonNode header) {
    HeaderFields fields = new HeaderFields(header);
    HeaderForm form = HeaderForm.of(fields);
    Optional<String> lacks = form.lacks(fields);
    if (lacks.isPresent()) {
      throw new ProofException("a header lacks " + lacks.get());
    }
    return hash(form, fields, form.forksOf(fields));
  }

  private static byte[] hash(HeaderForm form, HeaderFields fields, List<String> forks) {
    List<Rlp> further = new ArrayList<>();
    forks.forEach(name -> further.add(HeaderForm.field(fields, name)));
    return Keccak.hash(form.encode(fields, further));
  }

  /** Whether the header hashes to its {@code hash}. */
  public static HeaderCheck check(JsonNode header) {
    HeaderFields fields = new HeaderFields(header);
    HeaderForm form = HeaderForm.of(fields);
    Optional<String> lacks = form.lacks(fields);
    if (lacks.isPresent()) {
      return new HeaderCheck.Untellable("it has no " + lacks.get());
    }
    try {
      byte[] told = JsonFields.array(fields.get("hash"));
      if (Arrays.equals(hash(form, fields, form.forksOf(fields)), told)
          || Arrays.equals(hash(form, fields, form.forksUpToLast(fields)), told)) {
        return new HeaderCheck.Proved(List.of());
      }
      return new Search(form, fields, told).result();
    } catch (ProofException e) {
      return new HeaderCheck.False();
    }
  }

  /** For an order of further fields that gives the hash. */
  private static final class Search {
    private final HeaderForm form;
    private final HeaderFields fields;
    private final byte[] told;
    private final List<String> unknown;
    private final List<Rlp> further = new ArrayList<>();
    private final List<String> order = new ArrayList<>();

    Search(HeaderForm form, HeaderFields fields, byte[] told) {
      this.form = form;
      this.fields = fields;
      this.told = told;
      this.unknown = form.unknown(fields);
    }

    HeaderCheck result() {
      if (unknown.isEmpty()) {
        return new HeaderCheck.False();
      }
      List<String> first = form.forksOf(fields);
      first.forEach(name -> further.add(HeaderForm.field(fields, name)));
      List<String> rest = new ArrayList<>(form.forksAnywhere(fields));
      rest.removeAll(first);
      rest.addAll(unknown);
      if (rest.size() <= MOST_UNKNOWN && fits(rest)) {
        order.retainAll(unknown);
        return new HeaderCheck.Proved(order);
      }
      return new HeaderCheck.Untellable(
          "it has fields that this version does not know ("
              + String.join(", ", unknown)
              + "), and the known ones alone do not give its hash");
    }

    private boolean fits(List<String> rest) {
      for (String name : rest) {
        for (Rlp value : encodings(fields.get(name))) {
          further.add(value);
          order.add(name);
          List<String> others = new ArrayList<>(rest);
          others.remove(name);
          if (Arrays.equals(Keccak.hash(form.encode(fields, further)), told) || fits(others)) {
            return true;
          }
          further.removeLast();
          order.removeLast();
        }
      }
      return false;
    }

    private static List<Rlp> encodings(JsonNode field) {
      String text = field.asText();
      boolean pairs = text.length() % 2 == 0;
      try {
        if (pairs && text.length() >= 2 + 2 * SHORTEST_BYTES) {
          return List.of(JsonFields.bytes(field));
        }
        return pairs
            ? List.of(JsonFields.number(field), JsonFields.bytes(field))
            : List.of(JsonFields.number(field));
      } catch (ProofException e) {
        return List.of();
      }
    }
  }
}
