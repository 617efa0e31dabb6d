// The code of a read bundle (ReadBundle.java), run by a node as if it created a contract. After it follow the
// reads: length of the data (2 bytes, 0xffff for the balance), gas in thousands (2 bytes), address (20 bytes), data.
// It gives for each read whether it is answered (1 byte), the length of the answer (2 bytes) and the answer, and never begins with 0xef.
// read_bundle.hex is what solc 0.8.37 makes of it: optimised, for London; a test of the devnet compares them.
object "ReadBundle" {
  code {
    let prologue := datasize("ReadBundle")
    let end := sub(codesize(), prologue)
    codecopy(0, prologue, end)
    let out := end
    for { let at := 0 } lt(at, end) {} {
      // What a read may use with the 63/64 of EIP-150, and what the answers cost as code: 200 gas a byte.
      // Answers are no longer than a contract may be (EIP-170, 24,576 bytes).
      if or(lt(gas(), 11000000), gt(sub(out, end), 22000)) { break }
      let head := mload(at)
      let size := shr(240, head)
      let allowance := mul(1000, and(shr(224, head), 0xffff))
      let target := and(shr(64, head), 0xffffffffffffffffffffffffffffffffffffffff)
      at := add(at, 24)
      switch size
      case 0xffff {
        mstore8(out, 1)
        mstore(add(out, 1), shl(240, 32))
        mstore(add(out, 3), balance(target))
        out := add(out, 35)
      }
      default {
        let answers := staticcall(allowance, target, at, size, 0, 0)
        at := add(at, size)
        let length := returndatasize()
        answers := and(answers, lt(length, 1025))
        length := mul(answers, length)
        mstore8(out, answers)
        mstore(add(out, 1), shl(240, length))
        returndatacopy(add(out, 3), 0, length)
        out := add(out, add(3, length))
      }
    }
    return(end, sub(out, end))
  }
}
