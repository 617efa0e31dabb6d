// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {MerkleTree} from "./kit/MerkleTree.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice Calldata that no encoder writes.
contract CalldataTest is Fixture {
    uint256 private constant SELECTOR = 4;
    uint256 private constant REPORT_WORDS = 9;

    function put(bytes memory data, uint256 wordIndex, uint256 value) private pure {
        assembly ("memory-safe") {
            mstore(add(add(data, 36), mul(wordIndex, 32)), value)
        }
    }

    function get(bytes memory data, uint256 wordIndex) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(add(add(data, 36), mul(wordIndex, 32)))
        }
    }

    function send(bytes memory data) private returns (bool ok) {
        (ok,) = address(oracle).call(data);
    }

    function commitData() private view returns (bytes memory) {
        ISetoffRiskOracle.EpochReport memory r = report(1, keccak256("root"));
        return abi.encodeCall(oracle.commit, (r, sign(r)));
    }

    function testNarrowFieldsWithUpperBitsSetAreRefused() public {
        for (uint256 field = 1; field <= 5; ++field) {
            bytes memory data = commitData();
            put(data, field, get(data, field) | (uint256(1) << 64));
            vm.assertFalse(send(data), "accepted");
        }
        vm.assertTrue(send(commitData()), "unchanged");
    }

    /// @dev Words of the calldata: report 0..8, offset of the quorum 9, its three offsets 10..12, set length 13, set 14..18.
    function testSignersWithUpperBitsSetAreAnotherSet() public {
        bytes memory data = commitData();
        vm.assertEq(get(data, REPORT_WORDS + 4), 5, "set length");
        for (uint256 i; i < 5; ++i) {
            data = commitData();
            uint256 at_ = REPORT_WORDS + 5 + i;
            vm.assertEq(address(uint160(get(data, at_))), set[i], "signer");
            put(data, at_, get(data, at_) | (uint256(1) << 160));
            (bool ok, bytes memory answer) = address(oracle).call(data);
            vm.assertFalse(ok, "accepted");
            vm.assertEq(bytes32(answer), bytes32(ISetoffRiskOracle.BadSet.selector), "error");
        }
    }

    /// @dev The set hash is over length and content, so a length that reads on into other arguments is another set.
    function testSetLengthThatReachesIntoOtherArgumentsIsRefused() public {
        uint256[5] memory lengths = [uint256(0), 4, 6, 1 << 64, type(uint256).max];
        for (uint256 i; i < lengths.length; ++i) {
            bytes memory data = commitData();
            put(data, REPORT_WORDS + 4, lengths[i]);
            vm.assertFalse(send(data), "accepted");
        }
    }

    function testOffsetsBeyondTheCalldataAreRefused() public {
        uint256[4] memory offsets = [uint256(1 << 20), 1 << 64, type(uint256).max, type(uint256).max - 31];
        for (uint256 i; i < offsets.length; ++i) {
            for (uint256 word = REPORT_WORDS; word <= REPORT_WORDS + 3; ++word) {
                bytes memory data = commitData();
                put(data, word, offsets[i]);
                vm.assertFalse(send(data), "accepted");
            }
        }
    }

    function testCalldataCutAnywhereInTheSignaturesIsRefused() public {
        bytes memory whole = commitData();
        uint256 needed = whole.length;
        for (uint256 length = SELECTOR; length < needed; length += 31) {
            bytes memory data = new bytes(length);
            for (uint256 i; i < length; ++i) {
                data[i] = whole[i];
            }
            vm.assertFalse(send(data), "accepted");
        }
    }

    function testBytesAfterTheArgumentsChangeNothing() public {
        vm.assertTrue(send(bytes.concat(commitData(), keccak256("trailing"))), "accepted");
        assertHead(1, keccak256("root"));
    }

    /// @dev The last row is read in words of 32 bytes, 20 of which the account fills: nothing behind it may leak in.
    function testLastRowIsReadFromTheRowsAlone() public {
        bytes memory rows = row(account(0), Words.seen(block.timestamp));
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        bytes memory data = abi.encodeCall(oracle.storeSigned, (r, rows, sign(r)));
        // Words: report 0..8, offsets of rows and quorum 9..10, rows length 11, rows 12..13 with 12 bytes of padding.
        vm.assertEq(get(data, REPORT_WORDS + 2), 52, "rows length");
        put(data, REPORT_WORDS + 4, get(data, REPORT_WORDS + 4) | type(uint96).max);
        vm.assertTrue(send(data), "accepted");
        (, ISetoffRiskOracle.Word word,) = oracle.latest(STREAM, id(account(0)), 300);
        vm.assertEq(Words.raw(word), Words.raw(Words.seen(block.timestamp)), "word");
        (ISetoffRiskOracle.Status status,,) = oracle.latest(STREAM, bytes32(uint256(uint160(account(0))) << 96), 300);
        vm.assertEq(uint256(status), uint256(ISetoffRiskOracle.Status.Unknown), "accountId is left-padded");
    }

    function testAccountIdWithUpperBitsSetIsAnotherAccount() public {
        ISetoffRiskOracle.Word word = Words.seen(block.timestamp);
        bytes memory rows = row(account(0), word);
        storeSigned(flatReport(1, rows), rows);
        bytes32 dirty = id(account(0)) | bytes32(uint256(1) << 160);
        (ISetoffRiskOracle.Status status,,) = oracle.latest(STREAM, dirty, 300);
        vm.assertEq(uint256(status), uint256(ISetoffRiskOracle.Status.Unknown), "latest");
        commit(report(2, MerkleTree.leaf(id(account(0)), word)));
        refused(ISetoffRiskOracle.BadProof.selector);
        oracle.prove(STREAM, dirty, word, new bytes32[](0), 300);
    }

    function testEtherAndUnknownFunctionsAreRefused() public {
        (bool ok,) = address(oracle).call{value: 1}("");
        vm.assertFalse(ok, "plain transfer");
        (ok,) = address(oracle).call{value: 1}(commitData());
        vm.assertFalse(ok, "with a commit");
        (ok,) = address(oracle).call(hex"deadbeef");
        vm.assertFalse(ok, "unknown selector");
    }
}
