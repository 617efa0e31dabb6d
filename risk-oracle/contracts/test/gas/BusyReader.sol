// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {SetoffVerifier} from "../../src/SetoffVerifier.sol";

/// @notice Consumers that burn about 160,000 gas of their own, as a borrow does, so that the calldata floor of EIP-7623
/// does not hide the price of a read. They differ in the read alone: its price is the transaction minus that of
/// ReadsNothing.
abstract contract BusyReader {
    uint256 internal constant MAX_AGE = 1 hours;

    ISetoffRiskOracle internal immutable _oracle;

    constructor(ISetoffRiskOracle oracle) {
        _oracle = oracle;
    }

    modifier busy() {
        assembly ("memory-safe") {
            for { let i := 0 } lt(i, 3000) { i := add(i, 1) } {
                mstore(0, i)
                pop(keccak256(0, 0x40))
            }
        }
        _;
    }
}

contract ReadsNothing is BusyReader {
    constructor(ISetoffRiskOracle oracle) BusyReader(oracle) {}

    function read(bytes32, bytes32) external pure busy returns (ISetoffRiskOracle.Status) {
        return ISetoffRiskOracle.Status.Unknown;
    }
}

contract ReadsLatest is BusyReader {
    constructor(ISetoffRiskOracle oracle) BusyReader(oracle) {}

    function read(bytes32 stream, bytes32 account) external view busy returns (ISetoffRiskOracle.Status status) {
        (status,,) = SetoffVerifier.latest(_oracle, stream, account, MAX_AGE);
    }
}

contract ReadsLatestPlainly is BusyReader {
    constructor(ISetoffRiskOracle oracle) BusyReader(oracle) {}

    function read(bytes32 stream, bytes32 account) external view busy returns (ISetoffRiskOracle.Status status) {
        (status,,) = _oracle.latest(stream, account, MAX_AGE);
    }
}

contract ReadsProof is BusyReader {
    constructor(ISetoffRiskOracle oracle) BusyReader(oracle) {}

    function read(bytes32 stream, bytes32 account, ISetoffRiskOracle.Word word, bytes32[] calldata proof)
        external
        view
        busy
        returns (ISetoffRiskOracle.Status)
    {
        return _oracle.prove(stream, account, word, proof, MAX_AGE);
    }
}

contract ReadsPulled is BusyReader {
    constructor(ISetoffRiskOracle oracle) BusyReader(oracle) {}

    function read(SetoffVerifier.SignedWord calldata signed, bytes32 account)
        external
        view
        busy
        returns (ISetoffRiskOracle.Status)
    {
        return SetoffVerifier.statusOf(_oracle, signed, account, MAX_AGE);
    }
}

contract ReadsPulledPlainly is BusyReader {
    constructor(ISetoffRiskOracle oracle) BusyReader(oracle) {}

    function read(
        ISetoffRiskOracle.EpochReport calldata report,
        bytes32 account,
        ISetoffRiskOracle.Word word,
        bytes32[] calldata proof,
        ISetoffRiskOracle.Quorum calldata quorum
    ) external view busy returns (ISetoffRiskOracle.Status) {
        return _oracle.verify(report, account, word, proof, quorum, MAX_AGE);
    }
}
