/** Whether subnets have a direct route to the internet: through an internet gateway, by their own route table or their network's main one. */
import { z } from 'zod';
import type { Look } from '../look.ts';

export const subnetRouteReads = {
  'ec2:DescribeSubnets': z.object({ SubnetId: z.string(), VpcId: z.string() }),
  'ec2:DescribeRouteTables': z.object({
    RouteTableId: z.string(),
    Associations: z.array(z.object({ SubnetId: z.string().optional(), Main: z.boolean().optional() })).default([]),
    Routes: z.array(z.object({ GatewayId: z.string().optional(), State: z.string().optional() })).default([]),
  }),
};

interface SubnetRoutes {
  /** Subnets with a route to an internet gateway. */
  open: string[];
  /** Subnets whose route table is not ours to see, such as one that another account shares. */
  unseen: string[];
}

export async function routesOf(look: Look<typeof subnetRouteReads>, subnetIds: readonly string[]): Promise<SubnetRoutes> {
  const open: string[] = [];
  const unseen: string[] = [];
  const subnets = await look.list('ec2:DescribeSubnets', { SubnetIds: [...subnetIds].toSorted() });
  for (const id of subnetIds) {
    const vpc = subnets.find(({ SubnetId }) => SubnetId === id)?.VpcId;
    const tables = vpc === undefined ? [] : await look.list('ec2:DescribeRouteTables', { Filters: [{ Name: 'vpc-id', Values: [vpc] }] });
    const own = tables.find(({ Associations }) => Associations.some(({ SubnetId }) => SubnetId === id));
    const table = own ?? tables.find(({ Associations }) => Associations.some(({ Main }) => Main === true));
    if (table === undefined) unseen.push(id);
    // A gateway that was deleted leaves a route in state "blackhole".
    else if (table.Routes.some(({ GatewayId, State }) => GatewayId?.startsWith('igw-') === true && State !== 'blackhole')) open.push(id);
  }
  return { open, unseen };
}
