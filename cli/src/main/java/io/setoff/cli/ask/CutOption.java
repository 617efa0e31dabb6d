package io.setoff.cli.ask;

import io.setoff.v1.CutPoint;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Option of commands whose answer may be at blocks that are named. */
final class CutOption {
  @Option(
      names = "--cut",
      paramLabel = "CHAIN@HASH",
      converter = Converter.class,
      description = "At this block, given once for each chain, instead of --finality.")
  List<CutPoint> points = new ArrayList<>();

  /** Reads {@code eip155:1@0x…}. */
  static final class Converter implements ITypeConverter<CutPoint> {
    @Override
    public CutPoint convert(String text) {
      int at = text.indexOf('@');
      if (at < 0) {
        throw new TypeConversionException("expects CHAIN@BLOCK_HASH, such as eip155:1@0x…");
      }
      return CutPoint.newBuilder()
          .setChain(text.substring(0, at))
          .setBlockHash(text.substring(at + 1))
          .build();
    }
  }
}
