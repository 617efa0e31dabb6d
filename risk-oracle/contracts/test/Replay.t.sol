// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {vm} from "./kit/Vm.sol";

/// @notice A signature counts for the report that was signed, to the bit. See ReplayMatrix.t.sol for what else it is bound to.
contract ReplayTest is Fixture {
    bytes32 private constant ROOT = keccak256("root");

    function testAcceptedReportIsRefusedOnceTheHeadHasMoved() public {
        ISetoffRiskOracle.EpochReport memory r = report(1, ROOT);
        ISetoffRiskOracle.Quorum memory q = sign(r);
        oracle.commit(r, q);
        commit(report(2, keccak256("next")));
        refusedAsOld(2);
        oracle.commit(r, q);
    }

    /// @dev Every bit of the report is signed, those above a narrow field included.
    function testFuzzReportWithAnyBitChangedIsRefused(uint16 position) public {
        ISetoffRiskOracle.EpochReport memory r = report(5, ROOT);
        bytes memory data = abi.encodeCall(oracle.commit, (r, sign(r)));
        uint256 bit = uint256(position) % (9 * 256);
        data[4 + bit / 8] ^= bytes1(0x80) >> (bit % 8);
        (bool ok,) = address(oracle).call(data);
        vm.assertFalse(ok, "accepted");
    }

    function testFuzzSignatureWithAnyBitChangedIsRefused(uint16 position) public {
        ISetoffRiskOracle.EpochReport memory r = report(5, ROOT);
        ISetoffRiskOracle.Quorum memory q = sign(r);
        uint256 bit = uint256(position) % (q.rvs.length * 256);
        q.rvs[bit / 256] ^= bytes32(uint256(1) << (bit % 256));
        refused(ISetoffRiskOracle.BadQuorum.selector);
        oracle.commit(r, q);
    }

    function testFuzzSignerSetWithAnyBitChangedIsRefused(uint16 position) public {
        ISetoffRiskOracle.EpochReport memory r = report(5, ROOT);
        ISetoffRiskOracle.Quorum memory q = sign(r);
        uint256 bit = uint256(position) % (q.set.length * 160);
        q.set[bit / 160] = address(uint160(q.set[bit / 160]) ^ uint160(2 ** (bit % 160)));
        refused(ISetoffRiskOracle.BadSet.selector);
        oracle.commit(r, q);
    }

    function testFuzzStoredRowsWithAnyBitChangedAreRefused(uint16 position) public {
        bytes memory rows;
        for (uint256 i; i < 3; ++i) {
            rows = bytes.concat(rows, anyRow(i));
        }
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        ISetoffRiskOracle.Quorum memory q = sign(r);
        uint256 bit = uint256(position) % (rows.length * 8);
        rows[bit / 8] ^= bytes1(0x80) >> (bit % 8);
        refused(ISetoffRiskOracle.BadProof.selector);
        oracle.storeSigned(r, rows, q);
    }

    function anyRow(uint256 i) private view returns (bytes memory) {
        return abi.encodePacked(account(i), uint256(keccak256(abi.encode(i, block.timestamp))));
    }
}
