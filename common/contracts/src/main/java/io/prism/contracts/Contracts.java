// SPDX-License-Identifier: Apache-2.0
package io.prism.contracts;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.prism.contracts.admin.AdminProto;
import io.prism.contracts.binding.BindingProto;
import io.prism.contracts.common.ErrorsProto;
import io.prism.contracts.common.MetadataProto;
import io.prism.contracts.common.TypesProto;
import io.prism.contracts.control.ControlPlaneConfigProto;
import io.prism.contracts.control.ControlPlaneProto;
import io.prism.contracts.keyvalue.KeyValueBasicProto;
import io.prism.contracts.keyvalue.KeyValueBatchProto;
import io.prism.contracts.keyvalue.KeyValueCasProto;
import io.prism.contracts.keyvalue.KeyValueCounterProto;
import io.prism.contracts.keyvalue.KeyValueScanProto;
import io.prism.contracts.keyvalue.KeyValueTransactionalProto;
import io.prism.contracts.keyvalue.KeyValueTtlProto;
import io.prism.contracts.launcher.LauncherProto;
import io.prism.contracts.lifecycle.LifecycleProto;
import io.prism.contracts.lifecycle.ProxyControlPlaneProto;
import io.prism.contracts.options.OptionsProto;
import io.prism.contracts.pubsub.PubSubBasicProto;
import java.util.List;

/**
 * All protos of Prism, as data: for server reflection, and to know every method with its types and options.
 *
 * <p>Both methods may be called from any thread, never fail, and answer the same each time. The first call loads the
 * descriptors of all files; a program that does not need the list does not pay for it.
 */
public final class Contracts {

    private Contracts() {}

    /**
     * Returns every proto file of this module, each after those it imports.
     *
     * <p>A new proto file has to be added here; a test fails until it is.
     *
     * @return the files, immutable; those of protobuf itself are not among them but among their dependencies
     */
    public static List<FileDescriptor> files() {
        return List.of(
                OptionsProto.getDescriptor(),
                TypesProto.getDescriptor(),
                MetadataProto.getDescriptor(),
                ErrorsProto.getDescriptor(),
                KeyValueBasicProto.getDescriptor(),
                KeyValueTtlProto.getDescriptor(),
                KeyValueBatchProto.getDescriptor(),
                KeyValueScanProto.getDescriptor(),
                KeyValueCasProto.getDescriptor(),
                KeyValueCounterProto.getDescriptor(),
                KeyValueTransactionalProto.getDescriptor(),
                PubSubBasicProto.getDescriptor(),
                BindingProto.getDescriptor(),
                LifecycleProto.getDescriptor(),
                ProxyControlPlaneProto.getDescriptor(),
                LauncherProto.getDescriptor(),
                AdminProto.getDescriptor(),
                ControlPlaneConfigProto.getDescriptor(),
                ControlPlaneProto.getDescriptor());
    }

    /**
     * Returns every service of every file, in the order of {@link #files()}.
     *
     * @return the services, immutable; their full names are the first part of a gRPC method path
     */
    public static List<ServiceDescriptor> services() {
        return files().stream().flatMap(file -> file.getServices().stream()).toList();
    }
}
